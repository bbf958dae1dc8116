# ruff: noqa: RUF001 - letters of other scripts are what this table is made of
"""Function words, language by language: what every text of a language is full of, whatever it is about.

They tell languages apart (``language``) and say nothing about an event, so comparing leaves them out. The lists are
ours, written from the grammar of each language: articles, pronouns, prepositions, conjunctions, auxiliaries, the
commonest adverbs and verbs. Words are folded to small letters; Norwegian holds both of its norms.
"""

from __future__ import annotations

from functools import cache

_WORDS = {
    "en": (
        "the a an and or but of to in on at by for from with as is are was were be been being has have had do does did not no he she "
        "it they we you i his her its their our your my me him them us this that these those who whom whose which what when where why "
        "how if than then so because while about after before over under between into out up down off through during against without "
        "within would could should will can may might must said says say new more most some any all other also only just one two first "
        "last year years people there here it's don't i'm"
    ),
    "de": (
        "der die das den dem des ein eine einen einem einer eines und oder aber doch sondern in im an am auf aus bei mit nach von vom "
        "vor zu zum zur für über unter um durch gegen ohne seit bis während wegen ist sind war waren sei sein wird werden wurde wurden "
        "worden hat haben hatte hatten habe kann können konnte soll sollen sollte muss müssen will wollen darf mag nicht kein keine "
        "auch noch nur schon mehr sehr wie als wenn weil dass ob da er sie es wir ihr ich du man sich mich mir uns ihm ihn ihnen ihre "
        "ihrer seine seiner dieser diese dieses diesem diesen jetzt neue neuen neuer sagte sagt jahr jahre jahren zwei drei gibt geht "
        "laut so dann wer was wo alle alles viele"
    ),
    "fr": (
        "le la les l un une des de du d et ou mais où donc car ni que qui quoi dont en dans sur sous par pour avec sans chez vers "
        "entre depuis pendant avant après contre selon au aux à est sont était étaient été être sera seront serait ont avait avaient "
        "avoir eu a il elle ils elles on nous vous je tu ce cet cette ces c qu n s j se sa son ses leur leurs notre nos votre mon ma "
        "mes lui y ne pas plus moins très aussi encore déjà toujours jamais comme si quand lorsque alors ainsi tout tous toute toutes "
        "même peut peuvent doit fait faire dit deux trois ans premier première nouveau nouvelle c'est d'un d'une qu'il aujourd'hui"
    ),
    "es": (
        "el la los las lo un una unos unas y e o u pero sino ni que de del en a al con sin por para sobre entre desde hasta hacia "
        "según tras durante contra ante bajo es son era eran fue fueron ser sido está están estaba estar ha han había haber hay tiene "
        "tienen tenía puede pueden no sí ya más menos muy también tampoco como cuando donde quien cual cuyo si porque aunque mientras "
        "él ella ellos ellas yo tú nosotros usted ustedes se me te nos le les su sus mi mis este esta estos estas ese esa eso esto "
        "aquel todo todos toda todas otro otra otros mismo años año dos tres hoy dijo dice hace después antes nuevo nueva ayer hecho "
        "así primer primera cada nuestro he siempre gran"
    ),
    "it": (
        "il lo la i gli le l un uno una e ed o ma però anche che chi cui di del dello della dei degli delle da dal dallo dalla dai "
        "dalle in nel nello nella nei nelle a al allo alla ai alle agli con su sul sulla sui sulle per tra fra senza dopo prima contro "
        "verso secondo durante è sono era erano fu essere stato stata stati state ha hanno aveva avere ho abbiamo sarà può possono "
        "deve non si ci ne mi ti vi lui lei loro noi voi io suo sua suoi sue mio nostro questo questa questi queste quello quella come "
        "quando dove perché se più meno molto già ancora sempre mai solo tutto tutti tutta tutte ogni altro altri due tre anni anno "
        "nuovo nuova oggi ieri così dell all nell dall sull un'altra c'è"
    ),
    "pt": (
        "o a os as um uma uns umas e ou mas nem que de do da dos das em no na nos nas por pelo pela pelos pelas para com sem sobre "
        "entre até desde após durante contra sob ao à aos às é são era eram foi foram ser sido está estão estava estar há tem têm "
        "tinha ter pode podem não já mais menos muito também como quando onde quem qual se porque embora enquanto ele eles elas eu nós "
        "você vocês lhe lhes me te seu sua seus suas meu minha nosso este esta estes estas esse essa isso isto aquele num numa dum "
        "duma nesta neste nessa desta deste dessa desse disso nisso todo todos toda todas outro outra outros mesmo anos ano dois duas "
        "três hoje ontem disse diz vai vão segundo ainda assim então depois antes só bem fazer pessoas novo nova milhões será seria "
        "havia qualquer melhor porém além"
    ),
    "gl": (
        "o a os as un unha uns unhas e ou mais pero nin senón que de do da dos das dun dunha duns en no na nos nas nun nunha por polo "
        "pola polos polas para con co coa cos coas sen sobre entre ata até desde dende tras durante contra baixo ao á aos ás é son era "
        "eran foi foron ser sido está están estaba estar hai ten teñen tiña tiñan ter pode poden podería non si xa máis menos moi "
        "moito moita moitos moitas tamén como cando onde quen cal se porque aínda mentres el ela eles elas eu ti nós vostede lle lles "
        "me te seu súa seus súas meu miña noso nosa este esta estes estas ese esa iso isto aquel todo todos toda todas outro outra "
        "outros mesmo mesma anos ano dous dúas tres hoxe onte dixo di vai van segundo así entón despois antes só ben facer fai fixo "
        "feito xuntos algunha algúns algunhas ningunha ningún calquera cada vez lugar novo nova novos novas primeira primeiro través "
        "aquí alí lonxe deixou deixar seguiu houbo había sería serán será foise fose tivo tivera tiveron puido puideron quere querer "
        "sabe dicir viu día días cunha cun nesta neste nese nesa desta deste dese desa tampouco ademais porén ambos ambas debido cara "
        "fóra dentro enriba abaixo diante detrás arredor preto oito nove dez cen mil segunda terceira maior mellor peor pouco pouca "
        "poucos bastante demais logo axiña nunca sempre case quizais talvez"
    ),
    "ca": (
        "el la els les l un una uns unes i o però sinó ni que de del dels d en a al als amb sense per pel pels sobre entre des fins "
        "cap segons durant contra sota és són era eren va van ser estat està estan estava ha han havia haver hi té tenen pot poden no "
        "ja més menys molt també com quan on qui quin si perquè mentre ell ella ells elles jo tu nosaltres vostè li es em et ens seu "
        "seva seus seves meu aquest aquesta aquests aquestes aquell això allò tot tots tota totes altre altra altres mateix any anys "
        "dos dues avui ahir dit diu fa fer així després abans nou nova s'ha d'un d'una"
    ),
    "ro": (
        "un o unui unei și sau dar însă ci că care ce cine de din la în pe cu fără pentru prin despre între după înainte până spre "
        "către sub peste lângă este e sunt era erau fost fi fie va vor ar aș am ai au a avea avut poate pot nu mai foarte tot toți "
        "toate el ea ei ele eu tu noi voi se îi îl le lui lor său sa săi sale meu mea nostru acest această acești aceste acel acea "
        "acei acele acum când unde cum dacă deși deoarece astfel deja doar numai două doi trei ani anul astăzi spus într dintre dintr "
        "printr s cel cea cei cele ţi ți iar așa şi aceasta acesta"
    ),
    "nl": (
        "de het een en of maar want dus in op aan bij met van voor na naar uit om over onder door tegen zonder tot sinds tijdens "
        "tussen te ter ten is zijn was waren wordt worden werd werden geweest ben heeft hebben had hadden kan kunnen kon zal zullen "
        "zou zouden moet moeten mag wil niet geen ook nog al nu dan daar hier er zo wat wie waar hoe waarom als toen wanneer omdat "
        "hoewel dat die deze dit hij zij ze wij we ik jij je u jullie hem haar hun hen mijn ons onze zich meer veel alle andere eerste "
        "jaar jaren twee drie mensen nieuwe wel volgens vandaag gaat ging zegt zei"
    ),
    "af": ("die nie het is en van 'n wat vir met hy sy ons hulle was sal kan ook maar om te op deur word toe daar dit hierdie baie"),
    "da": (
        "og i at er en et den det de der som på til af for med fra om ved mod over under efter før uden mellem gennem hos ud ind op "
        "ned har havde have var være været bliver blev blive blevet kan kunne skal skulle vil ville må måtte ikke også nu kun men "
        "eller når hvis fordi da så end hvor hvad hvem hvilken hvordan hvorfor han hun vi jeg du man sig mig dig os jer ham hende dem "
        "hans hendes deres min mit mine din sin sit sine vores denne dette disse nogen noget nogle mange meget mere flest alle andre "
        "anden andet selv kom kommer tage tager tog giver gav give gå går gik få får fik sige siger sagde gør gjorde se ser lige igen "
        "ifølge bare år uge måned dag dage nye ny første to tre syv tyve halvtreds tres firs halvfems aldrig altid måske omkring "
        "blandt samt dog altså derfor herefter siden mens bort vide således heller hverken hver egen egne lille små stor store god "
        "godt bedre bedst ingen intet ofte næsten allerede først sidste sammen hele samme nok kr millioner tidligere hvoraf hvorfra "
        "derimod imod udenfor indenfor"
    ),
    "no": (
        "og i at er en ei et den det de der som på til av for med fra om ved mot over under etter før uten mellom gjennom hos ut inn "
        "opp ned har hadde ha var være vært blir ble bli blitt kan kunne skal skulle vil ville må måtte ikke også nå bare men eller "
        "når hvis fordi da så enn hvor hva hvem hvilken hvordan hvorfor han hun vi jeg du dere man seg meg deg oss ham henne dem hans "
        "hennes deres min mitt mine din sin sitt sine vår vårt våre denne dette disse noen noe mange mye mer mest flest alle andre "
        "annen annet selv kom kommer ta tar tok tatt gir ga gi gitt gå går gikk gått få får fikk fått si sier sa sagt gjør gjorde "
        "gjort se ser lik igjen ifølge år uke måned dag dager nye ny første to tre sju syv tjue femti seksti åtti nitti aldri alltid "
        "kanskje rundt blant samt likevel altså derfor deretter siden mens bort vite vet således heller verken hver egen egne liten "
        "lite små stor store god godt bedre best ingen ingenting ofte nesten allerede først siste sammen hele samme nok millioner "
        "tidligere fram frem ettersom dermed dessuten imidlertid slik slike flere fler mindre ikkje eg ein eit frå dei vart noko berre "
        "meir kva korleis kvifor kven saman heile mykje vere gjer seier òg kjem nokon nokre sidan då ho hennar deira dykk me sjølv "
        "eige eigen kor fleire vore blei gjekk fekk gjere alt"
    ),
    "sv": (
        "och i att är en ett den det de som på till av för med från om vid mot över under efter före utan mellan genom hos ut in upp "
        "ner har hade ha var vara varit blir blev bli blivit kan kunde ska skall skulle vill ville må måste inte också nu bara men "
        "eller när ifall eftersom då så än där vad vem vilken hur varför han hon vi jag du ni man sig mig dig oss er honom henne dem "
        "dom hans hennes deras min mitt mina din sin sitt sina vår vårt våra denna detta dessa någon något några många mycket mer mest "
        "flest alla andra annan annat själv kom kommer ta tar tog ger gav ge går gick få får fick säga säger sade sa gör gjorde se ser "
        "igen enligt år vecka dag nya ny första två tre aldrig alltid kanske kring bland samt dock alltså därför sedan medan hela "
        "samma redan ofta ingen inget varje inom utanför sista tillsammans"
    ),
    "is": (
        "og í að er en af á til um með frá við fyrir eftir undir yfir án milli gegn hjá úr sem þar þegar ef eða því þó það hann hún "
        "þeir þær þau ég þú þið mér þér sér sig mig þig hans hennar þeirra minn sinn þessi þetta þessa þess sá sú hafa hefur hafði var "
        "vera verið voru eru verður verða varð getur skal mun munu ekki einnig nú aðeins bara hvað hver hvar hvernig hvers allir allt "
        "mjög meira einn eitt ein tveir þrír ár ára segir sagði fyrsta nýja"
    ),
    "fi": (
        "ja on ei oli ovat että se ne hän he minä sinä me te tämä nämä tuo joka jotka jonka mikä mitä kuka missä miten miksi kun jos "
        "koska kuin mutta vaan tai sekä myös vain nyt jo vielä sitten niin olla ollut olisi voi voivat pitää hänen sen sitä niiden "
        "heidän tämän siitä siihen tässä jossa joita kaikki moni monet mukaan jälkeen ennen kanssa ilman noin yli alle asti kautta "
        "vuonna vuoden vuotta uusi uuden ensimmäinen kaksi kolme yksi eli ettei eivät en enää hyvin kuitenkin sanoo sanoi kertoo"
    ),
    "et": (
        "ja on ei oli olid et see need ta nad ma sa me te tema nende minu oma kes mis mille kus kuidas miks kui sest aga kuid või ning "
        "ka vaid ainult nüüd juba veel siis nii olla olnud oleks võib saab tuleb pole seda selle selles sellest kõik mitte pärast enne "
        "ilma üle alla kuni läbi aasta aastal aastat uus esimene kaks kolm üks väga järgi ütles"
    ),
    "hu": (
        "a az és vagy de hogy nem is egy ez azt ezt ezek azok ki mi aki ami amely amelyek mint ha mert csak már még meg el fel le be "
        "van volt voltak lesz lett lenne lehet kell szerint után előtt alatt között ellen nélkül által mellett miatt így úgy ott itt "
        "most majd ő ők én te ti neki nekik minden sok több két három év évben első új mondta azonban pedig illetve"
    ),
    "pl": (
        "i w we na z ze do od po przed za pod nad przez dla o u przy bez między a ale lecz oraz lub albo czy że żeby aby jeśli gdy "
        "kiedy jak gdzie co kto który która które których którym ponieważ bo więc też także jednak tak nie już jeszcze teraz dziś "
        "potem tylko bardzo więcej jest są był była było były być będzie będą został została zostały może mogą ma mają miał się sobie "
        "go mu jej ich jego im ten ta to te ci tego tej tym tych on ona ono oni ja ty my wy nas nam mnie swoje swój swoją wszystkie "
        "wszystko każdy kilka podczas według mimo rok roku lat lata dwa trzy nowy nowa powiedział"
    ),
    "cs": (
        "a i ale nebo ani že aby protože proto když kdy jak kde co kdo který která které kteří kterou kterého jestli pokud zda než "
        "však v ve na z ze do od po před za pod nad pro o u při bez mezi přes kolem podle během proti s se si je jsou jsem jste jsme "
        "byl byla bylo byli byly být bude budou by bych může mohou má mají měl měla není nejsou nebyl ne už ještě teď dnes potom pouze "
        "jen také tak velmi více ten ta to ti ty toho tom tím těch tento tato toto této tohoto on ona ono oni já my vy jeho její "
        "jejich jim mu ji ho náš svůj své svou všechny všichni vše každý několik mnoho rok roku let roce lidí nový nová první dva tři "
        "řekl uvedl především například včetně jako něco někdo nikdo nic proč dělat říká další mít příliš kterých tímto svých jinak "
        "dobře dobré nové říci přičemž jejž stejně zejména dne"
    ),
    "sk": (
        "a aj i ale alebo ani že aby pretože preto keď kedy ako kde čo kto ktorý ktorá ktoré ktorí ktorú ktorého či ak než však v vo "
        "na z zo do od po pred za pod nad pre o u pri bez medzi cez okolo podľa počas proti s so sa si je sú som ste sme bol bola bolo "
        "boli byť bude budú by môže môžu má majú mal mala nie nebol už ešte teraz dnes potom iba len tiež takisto tak veľmi viac ten "
        "tá to tí tie toho tom tým tých tento táto toto tejto tohto on ona ono oni ja my vy jeho jej ich im mu ju ho náš svoj svoje "
        "svoju všetky všetci všetko každý niekoľko mnoho rok roku rokov ľudí nový nová prvý dva tri povedal uviedol najmä napríklad "
        "vrátane niečo niekto nikto nič prečo robiť hovorí ďalší ďalšie mať príliš ktorých ktorom ktorej svojho svojej inak dobre "
        "týmto predovšetkým pričom rovnako nemá neboli mňa teba taký akú akým dňa môj môžeme nás vás možno môžete"
    ),
    "sl": (
        "in je na v za se da so ki pa ne ni z s iz do od po pred pod nad pri brez med o ob ali ter tudi še že bi bil bila bilo bili "
        "biti bo bodo sem si smo ste sta lahko kot ko če ker kje kdo kaj kako kateri katera ta to ti te tega tem tej jih jo ga mu "
        "njegov njihov svoj vse vsi zelo več samo zato leta let leto prvi nov kjer tako potem danes dejal pravi proti zaradi"
    ),
    "hr": (
        "i je u na da se za od su s sa iz do po pred pod nad o kod pri bez među a ali ili te pa ni nije nisu ne bi bio bila bilo bili "
        "biti bit će ću ćemo sam si smo ste može mogu ima imaju kao što koji koja koje kojim kojima koju tko gdje kad kada kako jer "
        "ako zašto to taj ta ti toga tom tim ovaj ova ovo ovog on ona ono oni ja mi vi njegov njezin njihov ga mu joj ih im nas svoj "
        "svoje sve svi svaki više samo već još danas također prema tijekom zbog oko protiv godine godina prvi nova novi rekao međutim "
        "nakon prije između vrlo kroz"
    ),
    "lt": (
        "ir yra į iš su kad ne bet ar nuo iki už po prie per dėl apie be tarp jis ji jie jos aš tu mes jūs jo jų kas kuris kuri kurie "
        "kaip kur kada kodėl nes jei jeigu tačiau taip pat tik dar jau buvo būti bus gali turi šis ši šie tai tas ta savo visi visas "
        "labai daugiau metų metais pirmas naujas sakė pasak"
    ),
    "lv": (
        "un ir uz no ar ka ne bet vai līdz par pēc pie caur dēļ bez starp viņš viņa viņi es tu mēs jūs viņu kas kurš kura kuri kā kur "
        "kad kāpēc jo ja tomēr arī tikai vēl jau bija būt būs var tiek šis šī šie tas tā to savu visi ļoti vairāk gada gadā gadu "
        "pirmais jauns latvijas sacīja"
    ),
    "tr": (
        "ve bir bu şu o da de ki ile için gibi kadar daha en çok az ama fakat ancak veya ya eğer ne kim nasıl neden nerede niçin çünkü "
        "olarak olan oldu olduğu olduğunu olması olacak değil var yok ise idi ben sen biz siz onlar onun bunun ona buna onu bunu beni "
        "kendi tüm her bazı bütün sonra önce göre karşı üzerine arasında içinde dedi etti ediyor yıl yılında iki üç yeni ilk hiç diye "
        "şey bile nin"
    ),
    "az": "və bir bu ki ilə üçün olan edib daha çox amma lakin nə kim necə deyil var o da sonra görə qarşı isə olub edən ildə",
    "id": (
        "yang dan di ke dari pada dalam untuk dengan ini itu adalah akan telah sudah tidak bukan juga atau tetapi tapi namun karena "
        "jika kalau ketika saat bagi oleh sebagai seperti kepada terhadap antara setelah sebelum hingga sampai sejak selama tentang "
        "ada bisa dapat harus lebih sangat semua setiap para satu dua tiga tahun ia dia mereka kami kita saya anda kamu nya menjadi "
        "bahwa saja hanya masih lagi lalu maka agar bila mana apa siapa mengapa bagaimana kata ujar menurut baru hari tersebut yakni "
        "yaitu seorang sebuah beberapa banyak merupakan secara"
    ),
    "ms": (
        "ialah iaitu kerana boleh daripada beliau awak bahawa manakala berkata mahu hendak pelbagai perlu sahaja menerusi selepas "
        "sebaik seramai sekiranya tiada oleh yang dan di ke dari dalam untuk dengan ini itu telah tidak juga atau tetapi akan"
    ),
    "vi": "và của là có trong cho không được các với một này đã những người khi tại về từ đến để theo năm như vào sẽ cũng ra",
    "sq": "dhe të në e i një për me nga që është janë ka kanë por edhe se si ky kjo do nuk më tij saj pas para mbi ndër",
    "eu": "eta da du ez bat dira izan dute baina ere zen hori hau egin baino gabe dela duen beste bere bi urte edo dago",
    "tl": "ang ng sa na mga at ay ito si hindi ni para kay isang nang mula may siya ako ka sila kung pero din rin",
    "ru": (
        "и в во не на я он что с со как а то это по но они мы вы она из за у от до о об для к ко же бы так если или ни быть был была "
        "было были есть будет будут его её ее их ему им нас нам вас мне меня тебя себя свой свои своей который которая которые которых "
        "этот эта эти этого этой того тот только ещё еще уже когда где кто чтобы при без под над между через после перед также может "
        "могут нет очень более все всё весь всех всего один два три год года году лет время заявил сообщил новый люди человек однако "
        "потому здесь там сейчас теперь этом про ли"
    ),
    "uk": (
        "і й та в у не на я він що з із зі як а то це по але вони ми ви вона за від до про для чи же ж би б так якщо або ні бути був "
        "була було були є буде будуть його її їх йому їм нас нам вас мені мене тебе себе свій свої своєї який яка які яких цей ця ці "
        "цього цієї того той тільки ще вже коли де хто щоб при без під над між через після перед також може можуть немає дуже більше "
        "всі все весь усі один два три рік року років час заявив повідомив новий люди людина однак тому тут там зараз тепер цьому щодо "
        "якої"
    ),
    "be": (
        "і ў у не на я ён што з са як а то гэта па але яны мы вы яна за ад да пра для ці ж бы так калі або ні быць быў была было былі "
        "ёсць будзе яго яе іх нас нам вас мне мяне сябе свой які якая якія якіх гэты гэтая гэтыя таго той толькі яшчэ ужо дзе хто каб "
        "пры без пад паміж праз пасля таксама можа вельмі больш усе год года гадоў час"
    ),
    "bg": (
        "и в във на не се да от за с със е са по но че като до при след преди през без под над между към ще би беше бяха бил била били "
        "има няма може могат той тя то те аз ти ние вие го я ги му им си ми ни това този тази тези онзи които който която което как "
        "кога къде кой какво защо ако или също само още вече много повече всички година години каза един една едно два нов според "
        "обаче"
    ),
    "mk": (
        "и во на не се да од за со е по но дека како до при пред без под над меѓу кон ќе би беше беа бил била има нема може тој таа "
        "тоа тие јас ти ние вие го ја ги му им си ни ова овој оваа овие кои кој која кое кога каде што зошто ако или само уште веќе "
        "многу повеќе сите година години рече еден една според исто така"
    ),
    "sr": (
        "и је у на да се за од су с са из до по пред под над о код при без међу а али или те па ни није нису не би био била било били "
        "бити ће ћемо сам си смо сте може могу има имају као што који која које којим ко где кад када како јер ако зашто то тај та ти "
        "тога том овај ова ово он она оно они ја ми ви његов њен њихов га му јој их им нас свој све сви више само већ још данас такође "
        "према током због око против године година први нова рекао међутим након пре између"
    ),
    "el": (
        "ο η το οι τα του της των τον την τους τις και ή αλλά ότι που πως να θα δεν μη με σε στο στη στην στον στα στους στις από για "
        "προς παρά κατά μετά πριν χωρίς μέχρι είναι ήταν έχει έχουν είχε αυτός αυτή αυτό αυτά αυτές ένα ένας μια μία όταν όπως πού "
        "γιατί αν επίσης μόνο πολύ πιο όλα όλοι κάθε"
    ),
    "he": (
        "של את על לא הוא היא הם הן אני אתה אנחנו זה זו זאת אלה אלו כי אם או גם אבל רק כל יותר עוד כבר מאוד אך כדי עם בין אל אצל עד מן "
        "לפי לפני אחרי תחת נגד ללא בלי היה הייתה היו יהיה יש אין להיות מה מי איך למה מתי איפה כאשר כש אשר לאחר בשל כך שם פה כאן אותו "
        "אותה אותם לו לה להם לנו שלו שלה שלהם אחד אחת שני שתי שנים שנת היום ידי אולם כמו ביותר אמר לפיו בו בה בהם"
    ),
    "ar": (
        "في من على إلى الى عن مع بعد قبل بين حول تحت فوق عند منذ حتى خلال ضد دون أن ان إن أنه أنها بأن لأن لكن ولكن بل أو او ثم كما "
        "إذا لو لا لم لن ما ليس ليست هو هي هم هما أنا نحن أنت هذا هذه ذلك تلك هؤلاء الذي التي الذين اللذين كان كانت كانوا يكون تكون قد "
        "لقد سوف كل بعض غير أي كيف متى أين ماذا لماذا له لها لهم به بها فيه فيها منه منها عليه عليها إليه هناك هنا أيضا أيضاً فقط عام "
        "يوم وقد وفي وهو وهي ومن وأن وكان وقال قال قالت حيث مثل أكثر اليوم عدم"
    ),
    "fa": (
        "در به از که را با این آن و برای است بر تا هم نیز یا اما اگر ولی چون هر همه یک دو سه خود او وی ما شما آنها آن‌ها من تو می نمی "
        "شد شده شود می‌شود بود بوده باشد کرد کرده کند می‌کند دارد دارند داشت نیست هستند هست خواهد گفت پس پیش بین روی زیر دیگر بسیار "
        "باید توان چه چرا کجا کی چگونه های هایی ای ها سال روز کار همچنین درباره علیه بدون دارای مورد"
    ),
    "ur": (
        "کے کی کا کو میں سے نے ہے ہیں تھا تھی تھے اور پر یہ وہ کہ بھی نہیں ہو ہوا ہوئے ہوئی کر کیا کیے گیا گئی گئے لیے ساتھ ایک دو جو "
        "جس جن اس ان اپنے اپنی اپنا تو ہی تک بعد پہلے جب اگر مگر لیکن یا ہم آپ رہا رہے رہی کہا دیا جا سکتا والے وقت"
    ),
    "ckb": "لە بە و بۆ کە ئەو ئەم لەگەڵ هەر بوو دەکات نییە یان بەڵام دوای پێش کرد هەموو ئێمە ئەوان خۆی",
    "ps": "په د له چې او کې يې سره هم نه دی ده دي وو شوي کړی کړي ته دا هغه خو کوي",
    "hi": (
        "के की का में से को ने है हैं और पर यह वह कि भी नहीं हो था थी थे एक इस उस ये वे जो तो ही तक बाद साथ लिए कर किया करने कहा गया "
        "गई गए दिया रहा रहे रही हुआ हुए हुई होने होता होती होते जा जाता जाने सकता सकते सकती अपने अपनी अपना उनके उनकी उनका उन्होंने "
        "उसने इसके इसकी उसके उसकी उसका इन उन हम मैं आप तुम वाले वाली वाला या लेकिन अगर जब तब यदि क्या कौन कब कहां कैसे क्यों द्वारा "
        "बहुत सभी कुछ कोई अब फिर दो तीन लोग लोगों साल दिन समय पहले बीच खिलाफ बारे मुझे उसे उन्हें इसे हमारे मेरे रूप दौरान करता करते "
        "करती"
    ),
    "mr": (
        "आहे आहेत आणि व या हा ही हे तो ती ते त्या च्या चा ची चे ला ना ने नी मध्ये साठी वर पासून पर्यंत नाही नाहीत होता होती होते झाला "
        "झाली झाले असे अशी असा असून केला केली केले करण्यात त्यांनी त्यांच्या त्याच्या यांनी यांच्या की पण परंतु किंवा मात्र तर जर "
        "जेव्हा काय कोण कसे का आम्ही मी तुम्ही आपण सर्व काही एक दोन वर्ष दिवस म्हणून म्हणाले येथील तसेच दिली दिले आली आले आता खूप"
    ),
    "ne": (
        "छ छन् र मा को का की ले लाई बाट हो थियो थिए भएको भएका गरेको गरेका गर्न गर्ने गरी भने पनि तर यो त्यो यी ती उनी उनले म हामी "
        "तपाईं जो कि वा अनि सबै एक दुई वर्ष दिन रहेको रहेका हुन हुने हुन्छ छैन देखि सम्म लागि साथ बताए अहिले"
    ),
    "sa": "च अस्ति न तु एव अपि इति तत्र सः सा तत् यत् भवति आसीत् सन्ति",
    "bn": "ও এবং এই যে না করে হয় জন্য থেকে এক তিনি করা হয়েছে তার সঙ্গে কিন্তু পর মধ্যে বলেন আর এর কে কি তা সে হবে নিয়ে",
    "th": ("และ ที่ ใน ของ เป็น การ มี ได้ ไม่ ว่า จะ ให้ กับ จาก โดย นี้ นั้น แต่ หรือ ก็ คือ ซึ่ง เพื่อ ความ ไป มา แล้ว ยัง ต้อง อยู่ ด้วย ถูก เมื่อ"),
    "ja": (
        "の に は を た が で て と し れ さ ある いる も する から な こと として い や など なっ ない この ため その あっ よう また "
        "もの という あり まで られ なる へ か だ これ によって により おり より による ず なり られる において"
    ),
    "zh": (
        "的 是 在 了 和 有 不 人 这 這 中 为 為 也 与 與 对 對 将 將 就 都 而 及 被 等 他 她 我 们 們 会 會 到 说 說 并 並 以 从 從 于 "
        "於 但 或 因 此 个 個 上 其 已 向 后 後"
    ),
    "ko": (
        "이 그 저 것 수 등 및 더 또 또한 그리고 그러나 하지만 위해 대한 대해 있는 있다 했다 한다 하는 된 될 통해 따르면 따라 이날 지난 "
        "오는 모든 가장 함께 때 중 후 전 년 월 일"
    ),
}


@cache
def function_words(language: str) -> frozenset[str]:
    """The function words of a language (BCP 47, any region), folded; empty for a language that has no list."""
    main = language.partition("-")[0].lower()
    return frozenset(_WORDS.get({"nb": "no", "nn": "no", "bs": "hr"}.get(main, main), "").casefold().split())


def listed_languages() -> tuple[str, ...]:
    """The languages that have a list, as two or three letters."""
    return tuple(_WORDS)
