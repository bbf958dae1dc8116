# ruff: noqa: E501, RUF001 - letters of other scripts are what is told apart here
"""Sources with summaries of them, true ones (+) and tampered ones (-), in two dozen languages; all invented for the gate.

A block begins with ``language | source``; each line after it is ``+ summary`` or ``- kind | summary``.
"""

from __future__ import annotations

CASES = """
en | The city council of Marlow voted 7-2 on Tuesday to close the Elm Street swimming pool, Mayor Dana Whitfield said. "We cannot pay for the repairs," she told reporters. The repairs would cost $4.2 million, about 15 percent more than in 2019.
+ Marlow's council voted 7-2 to close the Elm Street pool.
+ Repairs of the pool would cost $4.2m, Mayor Whitfield said.
+ "We cannot pay for the repairs," Dana Whitfield told reporters.
+ The repairs cost 15% more than in 2019.
- number | Marlow's council voted 7-3 to close the Elm Street pool.
- score | Marlow's council voted 2-7 to close the Elm Street pool.
- name | Harlow's council voted 7-2 to close the Elm Street pool.
- name | Mayor Dana Whitmore said the pool would close.
- name | Mayor Diana Whitfield said the pool would close.
- scale | Repairs of the pool would cost $4.2 billion.
- currency | Repairs of the pool would cost €4.2 million.
- decimal | Repairs of the pool would cost $42 million.
- percent | The repairs cost 51 percent more than in 2019.
- year | The repairs cost 15 percent more than in 2018.
- quotation | "We can pay for the repairs," Dana Whitfield told reporters.
- quotation | "We will not pay for the repairs," Dana Whitfield told reporters.
- quotation | "I am heartbroken," Dana Whitfield told reporters.
- link | Marlow's council voted to close the pool: https://evil.example/pool
- link | Marlow's council voted to close the pool, see pool-news.com for more.
- markup | Marlow's council voted to close the <b>pool</b>.
- markup | Marlow's council voted to close the [pool](http://evil.example).
- negation | Marlow's council voted not to close the Elm Street swimming pool.
- day | Marlow's council voted on Thursday to close the Elm Street pool.
- opposite | Marlow's council voted to reopen the Elm Street swimming pool.
- invented | Marlow's council voted to close the pool, Senator Brandt said.
en | Northgate United beat Easton Rovers 3-1 in the cup final before 41,300 spectators. Striker Luca Fenn scored twice; goalkeeper Omar Tell saved a penalty in the 88th minute.
+ Northgate United beat Easton Rovers 3-1 before 41,300 spectators.
+ Luca Fenn scored twice as Northgate United beat Easton Rovers.
+ Goalkeeper Omar Tell saved a penalty.
- roles | Easton Rovers beat Northgate United 3-1 in the cup final.
- score | Northgate United beat Easton Rovers 1-3 in the cup final.
- score | Northgate United beat Easton Rovers 3-2 in the cup final.
- number | Northgate United beat Easton Rovers before 43,100 spectators.
- number | Luca Fenn scored three times as Northgate United won.
- name | Luca Penn scored twice as Northgate United beat Easton Rovers.
- name | Goalkeeper Omar Bell saved a penalty.
- number | Omar Tell saved a penalty in the 78th minute.
- opposite | Northgate United lost to Easton Rovers in the cup final.
en | Forty-two people were rescued from the ferry Aurelia off Port Sennick on 3 May 2024, the coastguard said. The captain was not arrested. Three of them are in hospital.
+ 42 people were rescued from the ferry Aurelia on May 3, 2024.
+ The coastguard said 42 people had been rescued off Port Sennick.
+ The captain of the Aurelia was not arrested.
- word | Twenty-four people were rescued from the ferry Aurelia.
- word | Forty people were rescued from the ferry Aurelia.
- date | 42 people were rescued from the ferry Aurelia on May 8, 2024.
- date | 42 people were rescued from the ferry Aurelia on June 3, 2024.
- date | 42 people were rescued from the ferry Aurelia on 3 May 2023.
- negation | The captain of the ferry Aurelia was arrested.
- name | 42 people were rescued from the ferry Aurora.
- name | 42 people were rescued off Port Senlac.
- swapped | Three people were rescued from the ferry, 42 are in hospital.
en | The drug cut the risk of stroke by a third, researchers at Kessel University reported. The trial of 12,500 patients ran for five years and cost half a billion euros.
+ The trial had 12,500 patients and ran for 5 years.
+ The trial cost half a billion euros, researchers at Kessel University reported.
+ The drug cut the risk of stroke by a third.
- number | The trial of 15,200 patients ran for five years.
- unit | The trial of 12,500 patients ran for five months.
- word | The drug cut the risk of stroke by a quarter.
- word | The drug cut the risk of stroke by half.
- name | Researchers at Kassel University reported that the drug cut the risk of stroke.
- scale | The trial cost half a million euros.
en | Police in Tarnow said the train left the rails at 14:30 near Lindau. The driver, 45-year-old Peter Hale, survived; 17 passengers were injured.
+ The train left the rails near Lindau at 2:30 pm, and 17 passengers were injured.
+ The driver, Peter Hale, 45, survived.
- time | The train left the rails near Lindau at 4:30 pm.
- time | The train left the rails near Lindau at 13:40.
- number | The driver, Peter Hale, 54, survived.
- number | Seventy passengers were injured when the train left the rails.
- opposite | The driver, Peter Hale, died.
- place | The train left the rails near Linz.
de | Der Versicherer Nordstern verlor im ersten Quartal 2,4 Milliarden Euro, sagte Vorstandschefin Karin Wessel am Montag in Kiel. „Wir werden keine Stellen streichen“, sagte sie. Der Umsatz stieg um 7,5 Prozent auf 12.300 Millionen Euro.
+ Nordstern verlor 2,4 Mrd. Euro.
+ Der Umsatz von Nordstern stieg um 7,5 %.
+ Wessel: „Wir werden keine Stellen streichen“.
+ Der Umsatz stieg auf 12,3 Milliarden Euro.
- scale | Nordstern verlor 2,4 Mio. Euro.
- decimal | Nordstern verlor 24 Milliarden Euro.
- decimal | Der Umsatz von Nordstern stieg um 75 Prozent.
- opposite | Der Umsatz von Nordstern sank um 7,5 Prozent.
- quotation | Wessel: „Wir werden Stellen streichen“.
- quotation | Wessel: „Wir bedauern das sehr“.
- name | Vorstandschefin Karin Wetzel sprach am Montag in Kiel.
- name | Wetzel: „Wir werden keine Stellen streichen“.
- place | Vorstandschefin Karin Wessel sprach am Montag in Köln.
- name | Südstern verlor 2,4 Milliarden Euro.
- opposite | Nordstern gewann im ersten Quartal 2,4 Milliarden Euro.
de | Bei dem Brand in Altenberg wurden einundzwanzig Menschen verletzt, teilte die Feuerwehr am 21. Oktober 2023 mit. Brandmeister Jonas Keller lobte die dreihundertfünf Helfer. Niemand starb.
+ 21 Verletzte bei Brand in Altenberg.
+ Am 21.10.2023 wurden in Altenberg 21 Menschen verletzt.
+ Brandmeister Keller lobte die 305 Helfer.
- word | 12 Verletzte bei Brand in Altenberg.
- word | Bei dem Brand in Altenberg wurden zweiunddreißig Menschen verletzt.
- date | Am 12.10.2023 wurden in Altenberg 21 Menschen verletzt.
- date | Am 21. November 2023 wurden in Altenberg 21 Menschen verletzt.
- name | Brandmeister Kellermann lobte die 305 Helfer.
- number | Brandmeister Keller lobte die 350 Helfer.
- place | 21 Verletzte bei Brand in Altenburg.
de | Bürgermeisterin Anna Reiter hat das Angebot der Stadt Linz nicht angenommen. Der Bau der Brücke beginnt im März und dauert zwei Jahre.
+ Anna Reiter hat das Angebot nicht angenommen.
+ Der Bau der Brücke beginnt im März.
- negation | Anna Reiter hat das Angebot der Stadt Linz angenommen.
- month | Der Bau der Brücke beginnt im Mai.
- unit | Der Bau der Brücke dauert zwei Monate.
- name | Anna Richter hat das Angebot nicht angenommen.
fr | Le constructeur Velmar a perdu 1,3 milliard d'euros en 2023, a annoncé mardi sa directrice Élise Moreau à Lille. « Nous ne fermerons aucune usine », a-t-elle dit. Soixante-dix-sept salariés partiront le 1er septembre 2024.
+ Velmar a perdu 1,3 Md d'euros en 2023.
+ Velmar : 77 salariés partiront le 01/09/2024.
+ Élise Moreau : « Nous ne fermerons aucune usine ».
+ La perte de Velmar atteint 1 300 millions d'euros.
- scale | Velmar a perdu 1,3 million d'euros en 2023.
- word | Velmar : 67 salariés partiront.
- word | Velmar : quatre-vingt-sept salariés partiront.
- date | Velmar : 77 salariés partiront le 09/01/2024.
- quotation | Élise Moreau : « Nous fermerons une usine ».
- name | Élise Morel dirige Velmar à Lille.
- name | Elsa Moreau dirige Velmar à Lille.
- place | La directrice de Velmar a parlé mardi à Lyon.
- day | La directrice de Velmar a parlé jeudi à Lille.
- opposite | Velmar a gagné 1,3 milliard d'euros en 2023.
fr | L'ouragan Denise a touché la côte de Sarvant. Deux cent douze maisons sont détruites et 3,5 % des habitants restent sans électricité, selon le préfet Marc d'Aubigny.
+ L'ouragan Denise a détruit 212 maisons, selon le préfet d'Aubigny.
+ 3,5 % des habitants de Sarvant restent sans électricité.
- word | L'ouragan Denise a détruit 222 maisons.
- decimal | 35 % des habitants de Sarvant restent sans électricité.
- name | Le préfet d'Aubry parle de 212 maisons détruites.
- name | L'ouragan Denis a touché la côte de Sarvant.
- negation | 3,5 % des habitants de Sarvant ont de l'électricité, et aucune maison n'est détruite.
es | La empresa Solvega invertirá 45.678 euros en la escuela de Ronda, dijo el alcalde Martín Ibáñez el 12 de octubre de 2024. «No subiremos los impuestos», prometió. Ciento veinticinco alumnos empiezan el lunes.
+ Solvega invierte 45 678 euros en la escuela de Ronda.
+ El alcalde Ibáñez: «No subiremos los impuestos».
+ 125 alumnos empiezan el lunes en Ronda.
+ Lo dijo Martín Ibáñez el 12/10/2024.
- grouping | Solvega invierte 46.578 euros en la escuela de Ronda.
- decimal | Solvega invierte 4.567,8 euros en la escuela de Ronda.
- quotation | El alcalde Ibáñez: «Subiremos los impuestos».
- word | 152 alumnos empiezan el lunes en Ronda.
- date | Lo dijo Martín Ibáñez el 10/12/2024.
- date | Lo dijo Martín Ibáñez el 12 de octubre de 2023.
- name | El alcalde Martín Yáñez habló de los impuestos.
- name | Ibarra: «No subiremos los impuestos».
- place | Solvega invierte 45.678 euros en la escuela de Jaén.
- day | 125 alumnos empiezan el viernes en Ronda.
it | Alla fiera di Parma sono arrivati 18.420 visitatori, ha detto la presidente Chiara Lodi. "Non ci aspettavamo tanto", ha aggiunto. Il prezzo del biglietto è aumentato del 2,5 per cento; centoventi volontari hanno lavorato l'8 maggio 2025.
+ Alla fiera di Parma 18420 visitatori.
+ Chiara Lodi: «Non ci aspettavamo tanto».
+ Biglietto: prezzo aumentato del 2,5%.
+ 120 volontari hanno lavorato l'08/05/2025.
- grouping | Alla fiera di Parma 14.820 visitatori.
- quotation | Chiara Lodi: «Ci aspettavamo tanto».
- decimal | Biglietto: prezzo aumentato del 25%.
- opposite | Biglietto: prezzo diminuito del 2,5%.
- word | 112 volontari hanno lavorato alla fiera.
- date | 120 volontari hanno lavorato il 05/08/2025.
- name | La presidente Chiara Lori ha parlato dei volontari.
- place | Alla fiera di Pavia 18.420 visitatori.
pt | A ponte de Aveiro custou 3 mil milhões de euros, disse o ministro João Seabra na terça-feira. Trinta e cinco operários ficaram feridos. O desemprego caiu para 6,4 por cento.
+ A ponte de Aveiro custou 3.000 milhões de euros.
+ 35 operários feridos na ponte de Aveiro.
+ O desemprego caiu para 6,4%.
- scale | A ponte de Aveiro custou 3 milhões de euros.
- word | 25 operários feridos na ponte de Aveiro.
- decimal | O desemprego caiu para 4,6%.
- opposite | O desemprego subiu para 6,4%.
- name | O ministro João Saraiva falou na terça-feira.
- place | A ponte de Évora custou 3.000 milhões de euros.
- name | Salgado disse que a ponte custou 3 mil milhões de euros.
nl | De gemeente Harwijk krijgt 2,5 miljoen euro voor de haven, zei wethouder Femke Aalders op 4 maart 2024. Vijfenveertig schepen lagen vast. 'Wij sluiten de haven niet', zei ze.
+ Harwijk krijgt 2.500.000 euro voor de haven.
+ 45 schepen lagen vast in de haven van Harwijk.
+ Aalders: “Wij sluiten de haven niet”.
- scale | Harwijk krijgt 2,5 miljard euro voor de haven.
- word | 54 schepen lagen vast in de haven van Harwijk.
- quotation | Aalders: “Wij sluiten de haven”.
- date | Wethouder Femke Aalders zei dat op 14 maart 2024.
- name | Wethouder Femke Aalbers sprak over de haven.
- place | Harderwijk krijgt 2,5 miljoen euro voor de haven.
sv | Regeringen i Norvia ger 1,2 miljarder kronor till järnvägen, sade minister Karin Lindgren. Tjugofem tåg ställdes in den 5 juni 2024. Priserna ökade med 4,5 procent.
+ Norvia ger 1 200 miljoner kronor till järnvägen.
+ 25 tåg ställdes in den 5 juni.
+ Priserna ökade med 4,5 %.
- scale | Norvia ger 1,2 miljoner kronor till järnvägen.
- word | 52 tåg ställdes in den 5 juni.
- date | 25 tåg ställdes in den 6 juni.
- decimal | Priserna ökade med 45 %.
- opposite | Priserna minskade med 4,5 procent.
- name | Minister Karin Lindberg talade om järnvägen.
da | Firmaet Havgren tjente 3,4 milliarder kroner, siger direktør Mette Holst. Femogtyve ansatte blev fyret i Esbjerg.
+ Havgren tjente 3.400 millioner kroner.
+ 25 ansatte blev fyret i Esbjerg.
- scale | Havgren tjente 3,4 millioner kroner.
- word | 35 ansatte blev fyret i Esbjerg.
- name | Direktør Mette Holm siger, at Havgren tjente penge.
- place | 25 ansatte blev fyret i Aarhus.
pl | Do szpitala w Krakowie trafiło trzydzieści pięć osób, powiedziała minister Ewa Zawadzka. „Nie zamkniemy oddziału” – dodała 7 kwietnia 2024 r. Remont kosztował 1,5 mld zł. Nagrodę odebrał Marek Wójcik.
+ W krakowskim szpitalu 35 osób; remont za 1,5 miliarda złotych.
+ Ewa Zawadzka: „Nie zamkniemy oddziału”.
+ Nagroda dla Marka Wójcika.
+ Minister Zawadzka mówiła o tym 7.04.2024.
- word | Do szpitala w Krakowie trafiło 53 osób.
- quotation | Ewa Zawadzka: „Zamkniemy oddział”.
- name | Nagroda dla Marka Wolskiego.
- name | Nagroda dla Marcina Wójcika.
- date | Minister Zawadzka mówiła o tym 4.07.2024.
- scale | Remont kosztował 1,5 mln zł.
- place | Do szpitala w Katowicach trafiło 35 osób.
- name | Zielińska: „Nie zamkniemy oddziału”.
cs | Do Prahy dorazilo dvaačtyřicet vlaků, řekla mluvčí Lenka Horáková. Firma Vltavan získala 2,3 miliardy korun. Pavel Urban cenu nepřevzal.
+ Do Prahy dorazilo 42 vlaků.
+ Vltavan získal 2 300 milionů korun.
+ Pavel Urban nepřevzal cenu.
+ O vlacích v Praze mluvila Lenka Horáková.
- word | Do Prahy dorazilo 24 vlaků.
- scale | Vltavan získal 2,3 milionu korun.
- negation | Pavel Urban převzal cenu.
- name | Petr Urban nepřevzal cenu.
- name | O vlacích mluvila Lenka Hrubá.
- place | Do Plzně dorazilo 42 vlaků.
ru | Губернатор Олег Морозов открыл мост в Рязани 5 мая 2023 года. Строительство обошлось в 3,2 млрд рублей, пострадали двадцать семь рабочих. «Мы не остановим стройку», — сказал он.
+ Мост в Рязани стоил 3,2 миллиарда рублей.
+ Пострадали 27 рабочих.
+ Морозов: «Мы не остановим стройку».
+ Олегом Морозовым открыт мост 05.05.2023.
- scale | Мост в Рязани стоил 3,2 миллиона рублей.
- decimal | Мост в Рязани стоил 2,3 миллиарда рублей.
- word | Пострадали 72 рабочих.
- quotation | Морозов: «Мы остановим стройку».
- name | Губернатор Олег Макаров открыл мост в Рязани.
- place | Губернатор Олег Морозов открыл мост в Рыбинске.
- date | Олег Морозов открыл мост 5 марта 2023 года.
- name | Лебедев: «Мы не остановим стройку».
uk | До Львова та Харкова прибули сорок дев'ять автобусів, повідомила Ірина Савчук. Ціни зросли на 2,5 відсотка. «Ми готові допомагати», — сказала вона.
+ 49 автобусів прибули до Харкова і Львова.
+ У Львові та Харкові — 49 автобусів.
+ Ірина Савчук: «Ми готові допомагати».
+ Ціни зросли на 2,5 %.
- word | 94 автобуси прибули до Львова.
- place | 49 автобусів прибули до Луцька і Харкова.
- name | Ірина Савченко: «Ми готові допомагати».
- quotation | Ірина Савчук: «Ми не готові допомагати».
- decimal | Ціни зросли на 25 %.
- opposite | Ціни впали на 2,5 відсотка.
tr | Ankara'dan İzmir'e giden trende yirmi üç kişi yaralandı. Vali Selim Aksoy, hattın 31 Mart 2024'te açılacağını söyledi. Fiyatlar yüzde 7,5 arttı. Yatırım 4 milyar lira.
+ İzmir treninde 23 kişi yaralandı.
+ Aksoy: hat 31.03.2024'te açılacak.
+ Fiyatlar %7,5 arttı; yatırım 4.000 milyon lira.
- word | İzmir treninde 32 kişi yaralandı.
- date | Aksoy: hat 13.03.2024'te açılacak.
- decimal | Fiyatlar %75 arttı.
- scale | Yatırım 4 milyon lira.
- place | Bursa treninde 23 kişi yaralandı.
- name | Vali Selim Aksu hattın açılacağını söyledi.
- opposite | Fiyatlar yüzde 7,5 düştü.
ar | أعلن الوزير سامر حداد أن المصنع في طنطا أنتج ٤٥٬٣٠٠ طن في مايو ٢٠٢٣. وأصيب خمسة وعشرون عاملا. وارتفعت الأسعار بنسبة ٣٫٥ في المئة.
+ المصنع في طنطا أنتج 45300 طن.
+ أصيب 25 عاملا في المصنع.
+ الأسعار ارتفعت 3.5%.
- grouping | المصنع في طنطا أنتج 43500 طن.
- word | أصيب 52 عاملا في المصنع.
- decimal | الأسعار ارتفعت 35%.
- place | المصنع في أسوان أنتج 45300 طن.
- name | الوزير سامر حمدان أعلن ارتفاع الأسعار.
- opposite | انخفضت الأسعار بنسبة 3.5%.
he | השר יואב כרמי פתח את הגשר בחיפה ב-4 במאי 2023. הגשר עלה 2.4 מיליארד שקל ושלושים וחמישה פועלים נפצעו.
+ הגשר בחיפה עלה 2,400 מיליון שקל.
+ 35 פועלים נפצעו בגשר.
+ יואב כרמי פתח את הגשר.
- scale | הגשר בחיפה עלה 2.4 מיליון שקל.
- word | 53 פועלים נפצעו בגשר.
- place | הגשר באשדוד עלה 2.4 מיליארד שקל.
- name | יואב כהנא פתח את הגשר.
- date | הגשר נפתח ב-14 במאי 2023.
hi | मुख्यमंत्री रमेश वर्मा ने पटना में 12 लाख रुपये का पुरस्कार दिया। पच्चीस छात्र घायल हुए।
+ रमेश वर्मा ने पटना में 1,200,000 रुपये का पुरस्कार दिया।
+ 25 छात्र घायल।
- scale | रमेश वर्मा ने पटना में 12 करोड़ रुपये का पुरस्कार दिया।
- number | रमेश वर्मा ने पटना में 21 लाख रुपये का पुरस्कार दिया।
- word | 52 छात्र घायल।
- place | रमेश वर्मा ने लखनऊ में 12 लाख रुपये का पुरस्कार दिया।
- name | रमेश शर्मा ने पटना में पुरस्कार दिया।
zh | 市长陈国平说，新机场投资三亿五千万元，将于2024年3月15日开放。事故造成二十七人受伤。物价上涨了百分之二点五。
+ 新机场投资3.5亿元。
+ 事故造成27人受伤。
+ 物价上涨2.5%。
+ 机场将于2024年3月15日开放。
+ 陳國平：新機場投資3.5億元。
- scale | 新机场投资3.5万元。
- myriad | 新机场投资三亿八千万元。
- number | 事故造成72人受伤。
- decimal | 物价上涨25%。
- date | 机场将于2024年3月5日开放。
- date | 机场将于2024年5月15日开放。
- name | 市长陈建平说，机场将开放。
- opposite | 物价下跌了百分之二点五。
zh | 教练王芳在成都说：“我们没有放弃。”球队在广州以三比一获胜，四万五千名观众到场。
+ 王芳：“我们没有放弃。”
+ 45000名观众到场。
+ 球队在广州获胜。
- quotation | 王芳：“我们放弃。”
- myriad | 54000名观众到场。
- place | 球队在深圳获胜。
- name | 教练王敏在成都说话。
ja | 山本花子知事は令和6年5月3日、横浜で会見を開き、予算は1億2000万円だと述べた。二十三人がけがをした。「計画は中止しない」と語った。
+ 山本知事が横浜で会見。
+ 予算は1.2億円。
+ けが人は23人。
+ 山本知事「計画は中止しない」
+ 会見は2024年5月3日。
- myriad | 予算は1億2000円。
- number | けが人は32人。
- name | 山田知事が横浜で会見。
- place | 山本知事が横須賀で会見。
- era | 会見は2023年5月3日。
- quotation | 山本知事「計画は中止する」
- date | 会見は2024年5月8日。
ja | サッカーのトヨハシ・スターズは大阪で二対一で勝利した。観客は３万４５００人だった。
+ トヨハシ・スターズが大阪で勝利。
+ 観客は34500人。
- name | トヨハマ・スターズが大阪で勝利。
- width | 観客は35400人。
- opposite | トヨハシ・スターズが大阪で敗北。
ko | 김민수 시장은 부산에서 3억 5천만 원을 투자한다고 밝혔다. 사고로 27명이 다쳤다.
+ 김민수 시장은 부산에서 투자한다고 밝혔다.
+ 사고로 27명이 다쳤다.
- name | 김민호 시장은 부산에서 투자한다고 밝혔다.
- place | 김민수 시장은 대구에서 투자한다고 밝혔다.
- number | 사고로 72명이 다쳤다.
fi | Helsingissä loukkaantui kaksikymmentäviisi ihmistä, kertoi pormestari Anna Virtanen. Hinnat nousivat 3,5 prosenttia.
+ Helsingissä loukkaantui 25 ihmistä.
+ Hinnat nousivat 3,5 %.
+ Pormestari Virtasen mukaan Helsingissä loukkaantui 25 ihmistä.
- word | Helsingissä loukkaantui 52 ihmistä.
- decimal | Hinnat nousivat 35 %.
- place | Tampereella loukkaantui 25 ihmistä.
- name | Pormestari Anna Virta kertoi hinnoista.
- opposite | Hinnat laskivat 3,5 prosenttia.
hu | Budapesten huszonöt ember sérült meg, mondta Kovács Péter polgármester. A felújítás 3,5 milliárd forintba került.
+ Budapesten 25 ember sérült meg.
+ A felújítás 3500 millió forintba került, mondta Kovács Péter.
- word | Budapesten 52 ember sérült meg.
- scale | A felújítás 3,5 millió forintba került.
- place | Debrecenben 25 ember sérült meg.
- name | Kocsis Péter polgármester szerint 25 ember sérült meg.
el | Ο δήμαρχος Νίκος Παπαδάκης εγκαινίασε τη γέφυρα στη Λάρισα στις 5 Μαΐου 2023. Τραυματίστηκαν είκοσι πέντε εργάτες.
+ Τραυματίστηκαν 25 εργάτες στη Λάρισα.
+ Ο Παπαδάκης εγκαινίασε τη γέφυρα στις 5/5/2023.
- word | Τραυματίστηκαν 52 εργάτες στη Λάρισα.
- place | Τραυματίστηκαν 25 εργάτες στη Λαμία.
- name | Ο Παπαδόπουλος εγκαινίασε τη γέφυρα.
id | Gubernur Rudi Santoso membuka jembatan di Malang pada 5 Mei 2023. Dua puluh lima pekerja terluka. Biaya 3,5 miliar rupiah.
+ Jembatan di Malang dibuka 5 Mei 2023 oleh Rudi Santoso.
+ 25 pekerja terluka di Malang.
+ Biaya jembatan 3.500 juta rupiah.
- word | 52 pekerja terluka di Malang.
- scale | Biaya jembatan 3,5 juta rupiah.
- date | Jembatan di Malang dibuka 15 Mei 2023.
- place | 25 pekerja terluka di Medan.
- name | Gubernur Rudi Susanto membuka jembatan di Malang.
ro | Primarul Andrei Munteanu a deschis podul din Cluj pe 5 mai 2023. Douăzeci și cinci de muncitori au fost răniți.
+ 25 de muncitori răniți la Cluj.
+ Primarul Munteanu a deschis podul din Cluj.
- word | 52 de muncitori răniți la Cluj.
- name | Primarul Andrei Muntean a deschis podul din Cluj.
- place | 25 de muncitori răniți la Craiova.
ar | بلغ عدد الزوار ٢٣٬٤٥٦ زائرا هذا العام.
+ عدد الزوار 23456 هذا العام.
- grouping | عدد الزوار 24356 هذا العام.
ar | خصصت الحكومة ١٫٥ مليار دولار للتعليم.
+ الحكومة تخصص 1500 مليون دولار للتعليم.
- scale | الحكومة تخصص 1.5 مليون دولار للتعليم.
ar | أنقذ الحراس ثلاثة عشر بحارا.
+ إنقاذ 13 بحارا.
- word | إنقاذ 30 بحارا.
ar | قالت الكاتبة ليلى منصور إن الرواية جاهزة.
+ ليلى منصور: الرواية جاهزة.
- name | ليلى ناصر: الرواية جاهزة.
ar | «لن ننسحب»، قال المدرب كريم عادل.
+ كريم عادل: "لن ننسحب".
- quotation | كريم عادل: "سننسحب".
cs | Na výstavu přišlo 12 345 lidí.
+ Výstavu vidělo 12345 lidí.
- grouping | Výstavu vidělo 13 245 lidí.
cs | Stavba bude stát 4,5 miliardy korun.
+ Stavba za 4,5 mld. korun.
- scale | Stavba za 4,5 mil. korun.
cs | Festival začíná 9. června 2025.
+ Začátek festivalu: 9.6.2025.
- date | Začátek festivalu: 6.9.2025.
cs | Nezaměstnanost klesla na 3,8 procenta.
+ Nezaměstnanost je 3,8 %.
- percent | Nezaměstnanost je 8,3 %.
cs | Vlak z Brna do Ostravy nejel.
+ Mezi Brnem a Ostravou vlak nejel.
- place | Mezi Brnem a Olomoucí vlak nejel.
cs | „Nevzdáme se,“ řekl trenér Tomáš Beran.
+ Trenér Beran: „Nevzdáme se.“
- quotation | Trenér Beran: „Vzdáme se.“
de | Das Museum zählte 87.654 Besucher.
+ 87 654 Besucher im Museum.
- grouping | 78.654 Besucher im Museum.
de | Achtunddreißig Bergleute kamen frei.
+ 38 Bergleute frei.
- word | 83 Bergleute frei.
de | Der Prozess beginnt am 5. Februar 2025.
+ Prozessbeginn: 05.02.2025.
- date | Prozessbeginn: 02.05.2025.
de | Ministerin Sabine Kurth besucht die Werft.
+ Kurth besucht Werft.
- name | Kurz besucht Werft.
de | Zwischen Ulm und Passau fährt kein Zug.
+ Kein Zug Ulm–Passau.
- place | Kein Zug Ulm–Regensburg.
es | La fábrica produce 3,2 millones de piezas.
+ La fábrica hace 3.200.000 piezas.
- scale | La fábrica hace 3.200 piezas.
es | Rescatados diecisiete excursionistas.
+ 17 excursionistas a salvo.
- word | 71 excursionistas a salvo.
es | Los precios subieron un 4,8 por ciento.
+ Los precios suben un 4,8 %.
- percent | Los precios suben un 48 %.
es | La ministra Carmen Robles dimitió ayer.
+ Dimite la ministra Robles.
- name | Dimite la ministra Rosales.
es | «No habrá recortes», dijo la rectora Elena Puig.
+ Puig: "No habrá recortes".
- quotation | Puig: "Habrá recortes".
fr | Le salon a accueilli 54 321 visiteurs.
+ 54.321 visiteurs au salon.
- grouping | 53 421 visiteurs au salon.
fr | Le groupe investit 2,7 milliards d'euros.
+ Investissement de 2,7 Mds d'euros.
- scale | Investissement de 2,7 M d'euros.
fr | Le procès s'ouvrira le 3 février 2025.
+ Ouverture du procès : 03/02/2025.
- date | Ouverture du procès : 02/03/2025.
fr | L'inflation recule à 2,1 pour cent.
+ Inflation : 2,1 %.
- percent | Inflation : 1,2 %.
fr | Le bateau relie Brest et Nantes.
+ Un bateau de Brest à Nantes.
- place | Un bateau de Brest à Rennes.
fr | « Nous restons », a déclaré le chef Yann Le Goff.
+ Yann Le Goff : "Nous restons".
- quotation | Yann Le Goff : "Nous partons".
he | במפגן השתתפו 15,678 אנשים.
+ 15678 אנשים במפגן.
- grouping | 16578 אנשים במפגן.
he | שבעה עשר חיילים נפצעו.
+ 17 חיילים נפצעו.
- word | 70 חיילים נפצעו.
he | הבחירות ייערכו ב-27 באוקטובר 2026.
+ הבחירות: 27.10.2026.
- date | הבחירות: 26.10.2027.
he | השחקנית מאיה גרוס זכתה בפרס.
+ הפרס למאיה גרוס.
- name | הפרס למאיה ברוש.
he | האוטובוס יצא מנתניה לבאר שבע.
+ אוטובוס מנתניה לבאר שבע.
- place | אוטובוס מנתניה לאילת.
it | L'azienda vale 1,4 miliardi di euro.
+ Azienda da 1,4 mld di euro.
- scale | Azienda da 1,4 mln di euro.
it | Ventotto minatori sono stati salvati.
+ Salvati 28 minatori.
- word | Salvati 82 minatori.
it | La disoccupazione scende al 6,9 per cento.
+ Disoccupazione al 6,9%.
- percent | Disoccupazione al 9,6%.
it | Il sindaco Paolo Ferri si è dimesso.
+ Ferri si dimette.
- name | Ferro si dimette.
it | "Non molliamo", ha detto l'allenatrice Sara Conti.
+ Sara Conti: «Non molliamo».
- quotation | Sara Conti: «Molliamo».
ja | 参加者は１２，３４５人だった。
+ 参加者は12345人。
- grouping | 参加者は13245人。
ja | 建設費は２５０億円となる。
+ 建設費250億円。
- myriad | 建設費250万円。
ja | 式典は平成31年4月30日に行われた。
+ 式典は2019年4月30日。
- era | 式典は2018年4月30日。
ja | 失業率は2.6％に下がった。
+ 失業率2.6%。
- percent | 失業率6.2%。
ja | 列車は仙台と盛岡の間で止まった。
+ 仙台―盛岡で列車止まる。
- place | 仙台―福島で列車止まる。
ja | 「最後まで戦う」と森田監督は語った。
+ 森田監督「最後まで戦う」
- quotation | 森田監督「もう戦わない」
nl | De beurs trok 34.567 bezoekers.
+ 34567 bezoekers op de beurs.
- grouping | 35.467 bezoekers op de beurs.
nl | Achtentwintig koeien ontsnapten.
+ 28 koeien ontsnapt.
- word | 82 koeien ontsnapt.
nl | De zitting is op 6 november 2025.
+ Zitting: 06-11-2025.
- date | Zitting: 11-06-2025.
nl | Minister Joris van Dalen stapt op.
+ Van Dalen stapt op.
- name | Van Galen stapt op.
nl | De boot vaart tussen Vlissingen en Breskens.
+ Boot Vlissingen-Breskens.
- place | Boot Vlissingen-Terneuzen.
pl | Firma zarobiła 2,8 mld euro.
+ Zysk firmy: 2,8 miliarda euro.
- scale | Zysk firmy: 2,8 miliona euro.
pl | Uratowano dwudziestu trzech górników.
+ 23 górników uratowanych.
- word | 32 górników uratowanych.
pl | Bezrobocie spadło do 5,1 procent.
+ Bezrobocie: 5,1 proc.
- percent | Bezrobocie: 1,5 proc.
pl | Nagrodę dostała Katarzyna Mazur od Piotra Lisa.
+ Katarzynie Mazur nagrodę dał Piotr Lis.
- name | Katarzynie Mazur nagrodę dał Piotr Sowa.
pl | „Nie ustąpimy” – powiedział prezes Jan Kos.
+ Jan Kos: „Nie ustąpimy”.
- quotation | Jan Kos: „Ustąpimy”.
pt | A feira recebeu 65.432 visitantes.
+ 65 432 visitantes na feira.
- grouping | 64.532 visitantes na feira.
pt | O banco lucrou 1,9 mil milhões de euros.
+ Lucro do banco: 1.900 milhões de euros.
- scale | Lucro do banco: 1,9 milhões de euros.
pt | O julgamento começa a 8 de janeiro de 2026.
+ Julgamento: 08/01/2026.
- date | Julgamento: 01/08/2026.
pt | O autocarro liga Braga a Viseu.
+ Autocarro Braga-Viseu.
- place | Autocarro Braga-Faro.
pt | "Não temos medo", disse a capitã Rita Sousa.
+ Rita Sousa: «Não temos medo».
- quotation | Rita Sousa: «Temos medo».
ru | Выставку посетили 45 678 человек.
+ На выставке 45678 посетителей.
- grouping | На выставке 46578 посетителей.
ru | Спасены тридцать шесть шахтёров.
+ Спасены 36 шахтёров.
- word | Спасены 63 шахтёра.
ru | Суд начнётся 11 ноября 2025 года.
+ Начало суда: 11.11.2025.
- date | Начало суда: 11.12.2025.
ru | Премию вручили Анне Соколовой и Игорю Титову.
+ Анна Соколова и Игорь Титов получили премию.
- name | Анна Соколова и Игорь Панов получили премию.
ru | Поезд из Твери в Псков задержан.
+ Поезд Тверь — Псков задержан.
- place | Поезд Тверь — Курск задержан.
tr | Şirket 2,6 milyar dolar kazandı.
+ Şirketin kazancı 2.600 milyon dolar.
- scale | Şirketin kazancı 2,6 milyon dolar.
tr | Kazada on sekiz kişi yaralandı.
+ Kazada 18 yaralı.
- word | Kazada 81 yaralı.
tr | Enflasyon yüzde 38,1 oldu.
+ Enflasyon %38,1.
- percent | Enflasyon %31,8.
tr | Ödülü Zeynep Kaya, Murat Demir'den aldı.
+ Murat Demir ödülü Zeynep Kaya'ya verdi.
- name | Murat Çelik ödülü Zeynep Kaya'ya verdi.
tr | "Pes etmeyeceğiz" dedi teknik direktör Cem Aydın.
+ Cem Aydın: “Pes etmeyeceğiz”.
- quotation | Cem Aydın: “Pes edeceğiz”.
uk | На ярмарку прийшли 19 876 людей.
+ На ярмарку прийшли 19876 відвідувачів.
- grouping | На ярмарку прийшли 18976 відвідувачів.
uk | Завод коштує 1,7 млрд гривень.
+ Вартість заводу — 1,7 мільярда гривень.
- scale | Вартість заводу — 1,7 мільйона гривень.
uk | Змагання відбудуться 21 червня 2025 року.
+ Змагання: 21.06.2025.
- date | Змагання: 12.06.2025.
uk | Безробіття становить 9,4 відсотка.
+ Безробіття — 9,4 %.
- percent | Безробіття — 4,9 %.
uk | Потяг з Полтави до Одеси запізнився.
+ Потяг Полтава – Одеса запізнився.
- place | Потяг Полтава – Херсон запізнився.
zh | 展览吸引了12,345名观众。
+ 展览观众12345名。
- grouping | 展览观众13245名。
zh | 救出三十八名矿工。
+ 38名矿工获救。
- word | 83名矿工获救。
zh | 会议于2025年11月6日举行。
+ 会议时间：二〇二五年十一月六日。
- date | 会议时间：二〇二五年六月十一日。
zh | 演员赵丽华获得奖项。
+ 赵丽华获奖。
- name | 赵丽萍获奖。
zh | 列车往返于武汉和长沙。
+ 武汉至长沙列车。
- place | 武汉至南昌列车。
zh | 人口达到1.2億人。
+ 人口达1亿2000万。
- myriad | 人口达1.2万人。
es | El Betis derrotó al Sevilla en la final.
+ El Betis derrotó al Sevilla.
- roles | El Sevilla derrotó al Betis.
fr | Lyon a battu Marseille samedi.
+ Lyon a battu Marseille.
- roles | Marseille a battu Lyon.
de | Bremen besiegte Leipzig im Finale.
+ Bremen besiegte Leipzig.
- roles | Leipzig besiegte Bremen.
it | Il Genoa ha battuto il Torino.
+ Il Genoa ha battuto il Torino.
- roles | Il Torino ha battuto il Genoa.
nl | Ajax versloeg Utrecht met 2-0.
+ Ajax versloeg Utrecht.
- roles | Utrecht versloeg Ajax.
pt | O Porto venceu o Braga.
+ O Porto venceu o Braga.
- roles | O Braga venceu o Porto.
ru | Иван Петров обыграл Павла Орлова.
+ Павла Орлова обыграл Иван Петров.
- roles | Павел Орлов обыграл Ивана Петрова.
pl | Hanna Lis pokonała Ewę Mazur.
+ Ewę Mazur pokonała Hanna Lis.
- roles | Ewa Mazur pokonała Hannę Lis.
cs | Sparta porazila Plzeň.
+ Sparta porazila Plzeň.
uk | Олена Бойко перемогла Ірину Мороз.
- roles | Ірина Мороз перемогла Олену Бойко.
tr | Ayşe Demir, Elif Kaya'yı yendi.
+ Ayşe Demir, Elif Kaya'yı yendi.
ja | 日本はブラジルを破った。
- roles | ブラジルは日本を破った。
zh | 北京队击败上海队。
+ 北京队击败上海队。
ar | هزم الأهلي فريق الزمالك.
he | מכבי ניצחה את הפועל.
de | Die Regierung plant keine neue Steuer.
- negation | Die Regierung plant eine neue Steuer.
fr | Le ministre ne démissionnera pas.
- negation | Le ministre démissionnera.
es | El alcalde no dimitirá.
- negation | El alcalde dimitirá.
it | Il sindaco non si dimetterà.
- negation | Il sindaco si dimetterà.
nl | De minister treedt niet af.
- negation | De minister treedt af.
pl | Prezydent nie podpisał ustawy.
- negation | Prezydent podpisał ustawę.
ru | Министр не подписал закон.
- negation | Министр подписал закон.
uk | Міністр не підписав закон.
- negation | Міністр підписав закон.
cs | Prezident zákon nepodepsal.
- negation | Prezident podepsal zákon.
tr | Başbakan istifa etmeyecek.
- negation | Başbakan istifa edecek.
ja | 政府は増税しない方針だ。
- negation | 政府は増税する方針だ。
zh | 政府不会加税。
- negation | 政府会加税。
ar | لن يستقيل الوزير.
- negation | يستقيل الوزير.
he | השר לא יתפטר.
- negation | השר יתפטר.
pt | O governo não vai subir os impostos.
- negation | O governo vai subir os impostos.
en | The minister will not resign.
- negation | The minister will resign.
"""
