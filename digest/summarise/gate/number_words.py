# ruff: noqa: E501, RUF001 - a table of other scripts, a language a line
"""Words for numbers, language by language, with what they are worth.

A line of a language is ``value form form …``, divided by ``|``; forms are folded and bear no accents, for so they are
compared. Inflected forms stand in full where few, with ``*`` for any ending where many. What is built of several words
or glued together from them (einundzwanzig, quarantadue) is composed when it is read. Ours, from the grammar of each.
"""

from __future__ import annotations

WORDS = {
    "en": (
        "0 zero nil|1 one|2 two twice double doubled|3 three triple tripled thrice|4 four|5 five|6 six|7 seven|8 eight|9 nine|10 ten|"
        "11 eleven|12 twelve dozen|13 thirteen|14 fourteen|15 fifteen|16 sixteen|17 seventeen|18 eighteen|19 nineteen|20 twenty|30 thirty|"
        "40 forty|50 fifty|60 sixty|70 seventy|80 eighty|90 ninety|0.5 half halved|0.25 quarter|100 hundred hundreds|2 second|3 third thirds|"
        "4 fourth|5 fifth fifths|6 sixth|7 seventh|8 eighth|9 ninth|10 tenth|11 eleventh|12 twelfth|20 twentieth|13 thirteenth|"
        "14 fourteenth|15 fifteenth|16 sixteenth|17 seventeenth|18 eighteenth|19 nineteenth|30 thirtieth|40 fortieth|50 fiftieth|"
        "12 dozens|4 quadruple quadrupled"
    ),
    "de": (
        "0 null|1 ein eins eine einen einem einer eines|2 zwei zwo beide* zweite*|3 drei dreier dritte*|4 vier vierte*|5 funf funfte*|"
        "6 sechs sechste*|7 sieben siebte* siebente*|8 acht achte achten achter achtes|9 neun neunte*|10 zehn zehnte*|11 elf elfte*|"
        "12 zwolf zwolfte* dutzend|13 dreizehn|14 vierzehn|15 funfzehn|16 sechzehn|17 siebzehn|18 achtzehn|19 neunzehn|20 zwanzig|"
        "30 dreissig|40 vierzig|50 funfzig|60 sechzig|70 siebzig|80 achtzig|90 neunzig|100 hundert hunderte*|0.5 halb halbe* halfte|"
        "0.25 viertel|2 doppelt* verdoppel*|3 dreifach* verdreifach*|1.5 anderthalb"
    ),
    "nl": (
        "0 nul|1 een eerste|2 twee tweede beide|3 drie derde|4 vier vierde|5 vijf vijfde|6 zes zesde|7 zeven zevende|8 acht achtste|"
        "9 negen negende|10 tien tiende|11 elf elfde|12 twaalf twaalfde dozijn|13 dertien|14 veertien|15 vijftien|16 zestien|"
        "17 zeventien|18 achttien|19 negentien|20 twintig|30 dertig|40 veertig|50 vijftig|60 zestig|70 zeventig|80 tachtig|90 negentig|"
        "100 honderd honderden|0.5 half halve helft|0.25 kwart|1.5 anderhalf|2 dubbel* verdubbel*"
    ),
    "sv": (
        "0 noll|1 en ett|2 tva bada andra|3 tre tredje|4 fyra fjarde|5 fem femte|6 sex sjatte|7 sju sjunde|8 atta attonde|9 nio nionde|"
        "10 tio tionde|11 elva elfte|12 tolv tolfte dussin|13 tretton|14 fjorton|15 femton|16 sexton|17 sjutton|18 arton|19 nitton|"
        "20 tjugo|30 trettio|40 fyrtio|50 femtio|60 sextio|70 sjuttio|80 attio|90 nittio|100 hundra hundratals|0.5 halv halva halften"
    ),
    "da": (
        "0 nul|1 en et|2 to begge|3 tre tredje|4 fire fjerde|5 fem femte|6 seks sjette|7 syv syvende|8 otte ottende|9 ni niende|10 ti tiende|"
        "11 elleve|12 tolv dusin|13 tretten|14 fjorten|15 femten|16 seksten|17 sytten|18 atten|19 nitten|20 tyve|30 tredive|40 fyrre|"
        "50 halvtreds|60 tres|70 halvfjerds|80 firs|90 halvfems|100 hundrede hundreder hundred|0.5 halv halve halvdelen|1.5 halvanden"
    ),
    "nb": (
        "0 null|1 en ett ei|2 to begge andre|3 tre tredje|4 fire fjerde|5 fem femte|6 seks sjette|7 sju syv sjuende|8 atte attende|"
        "9 ni niende|10 ti tiende|11 elleve|12 tolv dusin|13 tretten|14 fjorten|15 femten|16 seksten|17 sytten|18 atten|19 nitten|20 tjue tyve|"
        "30 tretti|40 forti|50 femti|60 seksti|70 sytti|80 atti|90 nitti|100 hundre hundrevis|0.5 halv halve halvparten|1.5 halvannen"
    ),
    "fi": (
        "0 nolla|1 yksi yhden yhta|2 kaksi kahden kahta molem* toinen toisen|3 kolme kolmen kolmea kolmas kolmannen|4 nelja neljan neljaa|"
        "5 viisi viiden viitta|6 kuusi kuuden kuutta|7 seitseman seitsemaa|8 kahdeksan kahdeksaa|9 yhdeksan yhdeksaa|10 kymmenen kymmenta|"
        "11 yksitoista|12 kaksitoista tusina*|13 kolmetoista|14 neljatoista|15 viisitoista|16 kuusitoista|17 seitsemantoista|"
        "18 kahdeksantoista|19 yhdeksantoista|20 kaksikymmenta|30 kolmekymmenta|40 neljakymmenta|50 viisikymmenta|60 kuusikymmenta|"
        "70 seitsemankymmenta|80 kahdeksankymmenta|90 yhdeksankymmenta|100 sata sataa sadan sadat|0.5 puoli puolet puolen|"
        "200 kaksisataa|300 kolmesataa|400 neljasataa|500 viisisataa|600 kuusisataa|700 seitsemansataa|800 kahdeksansataa|900 yhdeksansataa"
    ),
    "fr": (
        "0 zero|1 un une|2 deux deuxieme second seconde|3 trois troisieme|4 quatre quatrieme|5 cinq cinquieme|6 six sixieme|7 sept septieme|"
        "8 huit huitieme|9 neuf neuvieme|10 dix dixieme dizaine dizaines|11 onze|12 douze douzaine|13 treize|14 quatorze|15 quinze quinzaine|"
        "16 seize|20 vingt vingts vingtaine|30 trente trentaine|40 quarante quarantaine|50 cinquante cinquantaine|60 soixante soixantaine|"
        "70 septante|80 octante huitante|90 nonante|100 cent cents centaine centaines|0.5 moitie demi demie|0.3333 tiers|0.25 quart"
    ),
    "es": (
        "0 cero|1 un uno una|2 dos segund*|3 tres tercer*|4 cuatro cuart*|5 cinco quint*|6 seis sext*|7 siete septim*|8 ocho octav*|"
        "9 nueve noven*|10 diez decim* decena decenas|11 once|12 doce docena docenas|13 trece|14 catorce|15 quince quincena|16 dieciseis|"
        "17 diecisiete|18 dieciocho|19 diecinueve|20 veinte veintena|21 veintiun veintiuno veintiuna|22 veintidos|23 veintitres|"
        "24 veinticuatro|25 veinticinco|26 veintiseis|27 veintisiete|28 veintiocho|29 veintinueve|30 treinta|40 cuarenta|50 cincuenta|"
        "60 sesenta|70 setenta|80 ochenta|90 noventa|100 cien ciento cientos centenar*|200 doscient*|300 trescient*|400 cuatrocient*|"
        "500 quinient*|600 seiscient*|700 setecient*|800 ochocient*|900 novecient*|0.5 medio media mitad"
    ),
    "it": (
        "0 zero|1 un uno una|2 due second*|3 tre terz*|4 quattro quart*|5 cinque quint*|6 sei sest*|7 sette settim*|8 otto ottav*|"
        "9 nove non*|10 dieci decim* decina decine|11 undici|12 dodici dozzina dozzine|13 tredici|14 quattordici|15 quindici quindicina|"
        "16 sedici|17 diciassette|18 diciotto|19 diciannove|20 venti vent ventina|30 trenta trent trentina|40 quaranta quarant|"
        "50 cinquanta cinquant cinquantina|60 sessanta sessant|70 settanta settant|80 ottanta ottant|90 novanta novant|"
        "100 cento centinaio centinaia|0.5 mezzo mezza meta"
    ),
    "pt": (
        "0 zero|1 um uma|2 dois duas segund*|3 tres terceir*|4 quatro quart*|5 cinco quint*|6 seis sext*|7 sete setim*|8 oito oitav*|"
        "9 nove non*|10 dez decim* dezena dezenas|11 onze|12 doze duzia duzias|13 treze|14 catorze quatorze|15 quinze|16 dezasseis dezesseis|"
        "17 dezassete dezessete|18 dezoito|19 dezanove dezenove|20 vinte|30 trinta|40 quarenta|50 cinquenta|60 sessenta|70 setenta|"
        "80 oitenta|90 noventa|100 cem cento centena*|200 duzent*|300 trezent*|400 quatrocent*|500 quinhent*|600 seiscent*|700 setecent*|"
        "800 oitocent*|900 novecent*|0.5 meio meia metade"
    ),
    "ro": (
        "0 zero|1 un o una unu|2 doi doua|3 trei|4 patru|5 cinci|6 sase|7 sapte|8 opt|9 noua|10 zece zeci|11 unsprezece|12 doisprezece "
        "douasprezece|13 treisprezece|14 paisprezece|15 cincisprezece|16 saisprezece|17 saptesprezece|18 optsprezece|19 nouasprezece|"
        "20 douazeci|30 treizeci|40 patruzeci|50 cincizeci|60 saizeci|70 saptezeci|80 optzeci|90 nouazeci|100 suta sute|0.5 jumatate"
    ),
    "pl": (
        "0 zero|1 jeden jedna jedno jednego jednej|2 dwa dwie dwoch dwom dwoje dwaj dwojga drugi* drugiej|3 trzy trzech trzem trzej troje "
        "trojga trzeci*|4 cztery czterech czterem czterej czworo czworga czwart*|5 piec pieciu piecioro piat*|6 szesc szesciu szescioro szost*|"
        "7 siedem siedmiu siedmioro siodm*|8 osiem osmiu osmioro osm*|9 dziewiec dziewieciu dziewiat*|10 dziesiec dziesieciu dziesiat* "
        "dziesiatki|11 jedenascie jedenastu jedenascioro|12 dwanascie dwunastu dwanascioro tuzin*|13 trzynascie trzynastu|14 czternascie "
        "czternastu|15 pietnascie pietnastu|16 szesnascie szesnastu|17 siedemnascie siedemnastu|18 osiemnascie osiemnastu|"
        "19 dziewietnascie dziewietnastu|20 dwadziescia dwudziestu|30 trzydziesci trzydziestu|40 czterdziesci czterdziestu|"
        "50 piecdziesiat piecdziesieciu|60 szescdziesiat szescdziesieciu|70 siedemdziesiat siedemdziesieciu|80 osiemdziesiat "
        "osiemdziesieciu|90 dziewiecdziesiat dziewiecdziesieciu|100 sto stu setki|200 dwiescie dwustu|300 trzysta trzystu|400 czterysta "
        "czterystu|500 piecset pieciuset|600 szescset szesciuset|700 siedemset|800 osiemset|900 dziewiecset|0.5 pol polowa polowe|1.5 poltora"
    ),
    "cs": (
        "0 nula|1 jeden jedna jedno jednoho jedne|2 dva dve dvou dvema dvoje druh*|3 tri tri tremi trem treti*|4 ctyri ctyr ctyrem ctyrmi "
        "ctvrt*|5 pet peti pat*|6 sest sesti sest* |7 sedm sedmi sedm*|8 osm osmi osm*|9 devet deviti devat*|10 deset deseti desat* desitky|"
        "11 jedenact* |12 dvanact* tucet|13 trinact*|14 ctrnact*|15 patnact*|16 sestnact*|17 sedmnact*|18 osmnact*|19 devatenact*|"
        "20 dvacet dvaceti|30 tricet triceti|40 ctyricet ctyriceti|50 padesat padesati|60 sedesat sedesati|70 sedmdesat sedmdesati|"
        "80 osmdesat osmdesati|90 devadesat devadesati|100 sto sta set stech stovky|200 dveste|0.5 pul polovina poloviny polovinu|1.5 puldruhe*"
    ),
    "sk": (
        "0 nula|1 jeden jedna jedno jedneho|2 dva dve dvaja dvoch druh*|3 tri traja troch tret*|4 styri styria styroch|5 pat piati piatich|"
        "6 sest siesti|7 sedem siedmi|8 osem osmi|9 devat deviati|10 desat desiati|11 jedenast*|12 dvanast*|13 trinast*|14 strnast*|"
        "15 patnast*|16 sestnast*|17 sedemnast*|18 osemnast*|19 devatnast*|20 dvadsat*|30 tridsat*|40 styridsat*|50 patdesiat*|"
        "60 sestdesiat*|70 sedemdesiat*|80 osemdesiat*|90 devatdesiat*|100 sto stovky|200 dvesto|0.5 pol polovica polovicu"
    ),
    "hr": (
        "0 nula|1 jedan jedna jedno jednog|2 dva dvije dvoje dvojica drug*|3 tri troje trojica trec*|4 cetiri cetvero cetvrt*|5 pet petero|"
        "6 sest sestero|7 sedam|8 osam|9 devet|10 deset deseci|11 jedanaest*|12 dvanaest*|13 trinaest*|14 cetrnaest*|15 petnaest*|"
        "16 sesnaest*|17 sedamnaest*|18 osamnaest*|19 devetnaest*|20 dvadeset*|30 trideset*|40 cetrdeset*|50 pedeset*|60 sezdeset*|"
        "70 sedamdeset*|80 osamdeset*|90 devedeset*|100 sto stotina stotine|200 dvjesto dvesta|300 tristo|500 petsto|0.5 pola polovica"
    ),
    "ru": (
        "0 ноль нуль|1 один одна одно одного одной одну|2 два две двух двум двумя двое двоих втор* оба обе обоих|3 три трех трем тремя трое "
        "троих трети*|4 четыре четырех четырем четверо четверых четверт*|5 пять пяти пятью пятеро пятерых пятый пятая пятое пятого пятом пятой|"
        "6 шесть шести шестеро шестерых шестой шестая шестого шестом|7 семь семи семеро седьм*|8 восемь восьми восьмеро восьмой восьмая "
        "восьмого восьмом|9 девять девяти девятый девятая девятого девятом|10 десять десяти десятеро десятый десятая десятого десяток десятки "
        "десятков|11 одиннадцат*|12 двенадцат* дюжин*|13 тринадцат*|14 четырнадцат*|15 пятнадцат*|16 шестнадцат*|17 семнадцат*|"
        "18 восемнадцат*|19 девятнадцат*|20 двадцат*|30 тридцат*|40 сорок сорока|50 пятьдесят пятидесят*|60 шестьдесят шестидесят*|"
        "70 семьдесят семидесят*|80 восемьдесят восьмидесят*|90 девяност*|100 сто ста сотни сотню сотен|200 двести двухсот|"
        "300 триста трехсот|400 четыреста четырехсот|500 пятьсот пятисот|600 шестьсот шестисот|700 семьсот семисот|800 восемьсот восьмисот|"
        "900 девятьсот девятисот|0.5 половина половину половины пол|1.5 полтора полторы полутора"
    ),
    "uk": (
        "0 нуль|1 один одна одне одного одну|2 два дві двох двом двома двоє друг* обидв* обох|3 три трьох трьом троє трет*|4 чотири чотирьох "
        "чотирьом четверо четверт*|5 п'ять пять п'яти пяти п'ятеро пятеро п'ятьох пятьох п'ят* пят*|6 шість шести шестеро шістьох шост*|"
        "7 сім семи семеро сімох сьом*|8 вісім восьми восьмеро вісьмох восьм*|9 дев'ять девять дев'яти девяти дев'ят* девят*|10 десять десяти "
        "десятеро десят* десятки|11 одинадцят*|12 дванадцят* дюжин*|13 тринадцят*|14 чотирнадцят*|15 п'ятнадцят* пятнадцят*|16 шістнадцят*|"
        "17 сімнадцят*|18 вісімнадцят*|19 дев'ятнадцят* девятнадцят*|20 двадцят*|30 тридцят*|40 сорок сорока|50 п'ятдесят пятдесят "
        "п'ятдесяти пятдесяти|60 шістдесят шістдесяти|70 сімдесят сімдесяти|80 вісімдесят вісімдесяти|90 дев'яност* девяност*|100 сто ста сотні "
        "сотень|200 двісті двохсот|300 триста трьохсот|400 чотириста|500 п'ятсот пятсот|600 шістсот|700 сімсот|800 вісімсот|900 дев'ятсот "
        "девятсот|0.5 половина половину половини пів|1.5 півтора півтори"
    ),
    "bg": (
        "0 нула|1 един една едно|2 два две двама втор*|3 три трима трет*|4 четири четирима четвърт*|5 пет петима|6 шест шестима|7 седем|8 осем|"
        "9 девет|10 десет|11 единадесет единайсет|12 дванадесет дванайсет|13 тринадесет тринайсет|14 четиринадесет четиринайсет|15 петнадесет "
        "петнайсет|16 шестнадесет|17 седемнадесет|18 осемнадесет|19 деветнадесет|20 двадесет двайсет|30 тридесет|40 четиридесет|"
        "50 петдесет|60 шестдесет|70 седемдесет|80 осемдесет|90 деветдесет|100 сто стотици|200 двеста|300 триста|0.5 половин половината"
    ),
    "tr": (
        "0 sıfır sifir|1 bir|2 iki ikinci cift|3 uc ucuncu|4 dort dorduncu|5 bes besinci|6 altı alti altıncı altinci|7 yedi yedinci|"
        "8 sekiz sekizinci|9 dokuz dokuzuncu|10 on onuncu onlarca|20 yirmi|30 otuz|40 kırk kirk|50 elli|60 altmıs altmis|70 yetmis|80 seksen|"
        "90 doksan|100 yuz yuzlerce|0.5 yarım yarim yarısı yarisi|12 duzine"
    ),
    "hu": (
        "0 nulla|1 egy|2 ketto ket masodik|3 harom harmadik|4 negy negyedik|5 ot otodik|6 hat hatodik|7 het hetedik|8 nyolc nyolcadik|"
        "9 kilenc kilencedik|10 tiz tizen tizedik|20 husz huszon|30 harminc|40 negyven|50 otven|60 hatvan|70 hetven|80 nyolcvan|90 kilencven|"
        "100 szaz szazak|0.5 fel fele|12 tucat"
    ),
    "el": (
        "0 μηδεν|1 ενα ενας μια|2 δυο δευτερ*|3 τρια τρεις τριων τριτ*|4 τεσσερα τεσσερις τεσσαρων τεταρτ*|5 πεντε πεμπτ*|6 εξι εκτ*|"
        "7 επτα εφτα εβδομ*|8 οκτω οχτω ογδο*|9 εννεα εννια|10 δεκα δεκαδες|11 εντεκα ενδεκα|12 δωδεκα|13 δεκατρια δεκατρεις|"
        "14 δεκατεσσερα δεκατεσσερις|15 δεκαπεντε|16 δεκαεξι|17 δεκαεπτα|18 δεκαοκτω|19 δεκαεννεα|20 εικοσι|30 τριαντα|40 σαραντα|50 πενηντα|"
        "60 εξηντα|70 εβδομηντα|80 ογδοντα|90 ενενηντα|100 εκατο εκατον εκατονταδες|200 διακοσι*|300 τριακοσι*|500 πεντακοσι*|0.5 μισο μισος"
    ),
    "he": (
        "0 אפס|1 אחד אחת|2 שניים שתיים שני שתי שנים שתים שנייה|3 שלושה שלוש שלושת שלישי שלישית|4 ארבעה ארבע ארבעת רביעי רביעית|5 חמישה חמש חמשת "
        "חמישי חמישית|6 שישה שש ששת שישי שישית|7 שבעה שבע שבעת שביעי|8 שמונה שמונת שמיני|9 תשעה תשע תשעת תשיעי|10 עשרה עשר עשרת עשירי עשרות|"
        "20 עשרים|30 שלושים|40 ארבעים|50 חמישים|60 שישים|70 שבעים|80 שמונים|90 תשעים|100 מאה מאות|200 מאתיים|2000 אלפיים|0.5 חצי מחצית|"
        "0.25 רבע"
    ),
    "ar": (
        "0 صفر|1 واحد واحدة|2 اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي ثان ثاني ثانية|3 ثلاثة ثلاث ثالث ثالثة|4 أربعة أربع رابع رابعة|"
        "5 خمسة خمس خامس خامسة|6 ستة ست سادس سادسة|7 سبعة سبع سابع سابعة|8 ثمانية ثماني ثمان ثامن ثامنة|9 تسعة تسع تاسع تاسعة|10 عشرة عشر "
        "عاشر عاشرة عشرات|20 عشرون عشرين|30 ثلاثون ثلاثين|40 أربعون أربعين|50 خمسون خمسين|60 ستون ستين|70 سبعون سبعين|80 ثمانون ثمانين|"
        "90 تسعون تسعين|100 مائة مئة مئات|200 مئتان مئتين مائتان مائتين|300 ثلاثمائة ثلاثمئة|400 أربعمائة أربعمئة|500 خمسمائة خمسمئة|"
        "600 ستمائة ستمئة|700 سبعمائة سبعمئة|800 ثمانمائة ثمانمئة|900 تسعمائة تسعمئة|2000 ألفان ألفين|2000000 مليونان مليونين|0.5 نصف|0.25 ربع"
    ),
    "fa": (
        "0 صفر|1 یک|2 دو دوم|3 سه سوم|4 چهار چهارم|5 پنج پنجم|6 شش ششم|7 هفت هفتم|8 هشت هشتم|9 نه|10 ده دهها|11 یازده|12 دوازده|13 سیزده|14 چهارده|"
        "15 پانزده|16 شانزده|17 هفده|18 هجده|19 نوزده|20 بیست|30 سی|40 چهل|50 پنجاه|60 شصت|70 هفتاد|80 هشتاد|90 نود|100 صد صدها|200 دویست|300 سیصد|"
        "500 پانصد|0.5 نیم نصف"
    ),
    "hi": (
        "0 शून्य|1 एक|2 दो दोनों दूसरा दूसरी दूसरे|3 तीन तीसरा तीसरी तीसरे|4 चार चौथा चौथी|5 पांच पाँच पांचवां|6 छह छः छठा|7 सात सातवां|8 आठ आठवां|9 नौ|"
        "10 दस दर्जनों|11 ग्यारह|12 बारह दर्जन|13 तेरह|14 चौदह|15 पंद्रह|16 सोलह|17 सत्रह|18 अठारह|19 उन्नीस|20 बीस|21 इक्कीस|22 बाईस|23 तेईस|24 चौबीस|25 पच्चीस|"
        "30 तीस|35 पैंतीस|40 चालीस|42 बयालीस|45 पैंतालीस|50 पचास|60 साठ|70 सत्तर|75 पचहत्तर|80 अस्सी|90 नब्बे|100 सौ सैकड़ों|0.5 आधा आधे आधी"
    ),
    "id": (
        "0 nol|1 satu|2 dua kedua|3 tiga ketiga|4 empat keempat|5 lima kelima|6 enam keenam|7 tujuh ketujuh|8 delapan kedelapan|9 sembilan|"
        "10 sepuluh puluhan|11 sebelas|100 seratus ratusan|1000 seribu|0.5 setengah separuh"
    ),
}
SCALES = {
    "": "1000000 mln mio|1000000000 mrd mld",
    "en": (
        "100 hundred|1000 thousand thousands k|1000000 million millions mn m|1000000000 billion billions bn b|1000000000000 trillion "
        "trillions tn|100000 lakh lakhs lac|10000000 crore crores"
    ),
    "de": (
        "100 hundert|1000 tausend tausende tausenden tsd|1000000 million millionen mio|1000000000 milliarde milliarden mrd|"
        "1000000000000 billion billionen bio"
    ),
    "nl": "100 honderd|1000 duizend duizenden|1000000 miljoen mln mio|1000000000 miljard mld mrd|1000000000000 biljoen",
    "sv": (
        "100 hundra|1000 tusen tusentals|1000000 miljon miljoner milj mn|1000000000 miljard miljarder md mdr|1000000000000 biljon biljoner"
    ),
    "da": "100 hundrede|1000 tusind tusinde tusinder|1000000 million millioner mio|1000000000 milliard milliarder mia|1000000000000 billion*",
    "nb": "100 hundre|1000 tusen tusenvis|1000000 million millioner mill|1000000000 milliard milliarder mrd|1000000000000 billion*",
    "fi": "100 sataa|1000 tuhat tuhatta tuhannen tuhansia|1000000 miljoona* milj|1000000000 miljardi* mrd|1000000000000 biljoona*",
    "fr": "100 cent cents|1000 mille milliers|1000000 million millions mio|1000000000 milliard milliards md mds|1000000000000 billion billions",
    "es": "1000 mil miles|1000000 millon millones mill mm|1000000000 millardo millardos|1000000000000 billon billones",
    "it": "100 cento|1000 mille mila migliaia|1000000 milione milioni mln|1000000000 miliardo miliardi mld mrd|1000000000000 bilione bilioni",
    "pt": "1000 mil milhares|1000000 milhao milhoes mi|1000000000 bilhao bilhoes bi|1000000000000 trilhao trilhoes biliao bilioes",
    "ro": "100 suta sute|1000 mie mii|1000000 milion milioane mil|1000000000 miliard miliarde mld",
    "pl": "1000 tysiac* tys|1000000 milion* mln|1000000000 miliard* mld|1000000000000 bilion* bln",
    "cs": "100 sto sta set|1000 tisic* tis|1000000 milion* mil mio|1000000000 miliard* mld|1000000000000 bilion*",
    "sk": "100 sto|1000 tisic* tis|1000000 milion* mil|1000000000 miliard* mld",
    "hr": "100 sto|1000 tisuc* hiljad*|1000000 milijun* milion* mil|1000000000 milijard* mlrd|1000000000000 bilijun*",
    "ru": "1000 тысяч* тыс|1000000 миллион* млн|1000000000 миллиард* млрд|1000000000000 триллион* трлн",
    "uk": "1000 тисяч* тис|1000000 мільйон* млн|1000000000 мільярд* млрд|1000000000000 трильйон* трлн",
    "bg": "1000 хилядa хиляда хиляди хил|1000000 милион* млн|1000000000 милиард* млрд",
    "tr": "100 yuz|1000 bin binlerce|1000000 milyon milyonlarca mn|1000000000 milyar milyarlarca mlr|1000000000000 trilyon",
    "hu": "100 szaz|1000 ezer ezren ezrek|1000000 millio|1000000000 milliard|1000000000000 billio",
    "el": "1000 χιλι*|1000000 εκατομμυρι* εκατ|1000000000 δισεκατομμυρι* δισ",
    "he": "100 מאות|1000 אלף אלפים אלפי|1000000 מיליון מיליוני מליון מיליונים|1000000000 מיליארד מיליארדי מיליארדים|1000000000000 טריליון",
    "ar": (
        "100 مئة مائة|1000 ألف آلاف الف الاف ألفا|1000000 مليون ملايين مليونا|1000000000 مليار مليارات بليون بليونا|1000000000000 تريليون"
    ),
    "fa": "100 صد|1000 هزار هزاران|1000000 میلیون|1000000000 میلیارد|1000000000000 تریلیون",
    "hi": "100 सौ|1000 हजार हज़ार हजारों|100000 लाख लाखों|10000000 करोड़ करोड|1000000000 अरब|1000000 मिलियन",
    "id": "10 puluh|100 ratus|1000 ribu ribuan|1000000 juta jutaan|1000000000 miliar milyar|1000000000000 triliun",
    "ko": "1000 천|10000 만|100000000 억|1000000000000 조",
}
ANDS = frozenset(
    ["and", "und", "et", "y", "e", "och", "og", "en", "i", "a", "si", "ja", "ve", "es", "kai", "και", "и", "й", "та", "і", "و", "ו", "und-"]
)
"""What joins the parts of a number; where it is no number that it joins, it says nothing."""
IGNORED = {"it": "sei non", "fr": "second seconde", "sv": "andra", "ru": "семью", "ro": "noua o", "en": "second seconds", "pt": "non"}
"""Words that mean a number less often than something else; alone they claim nothing."""
