# ruff: noqa: RUF001 - letters of other scripts are what this table is made of
"""What ends with a dot without ending a sentence, language by language.

Three kinds are told apart. *Titles* stand before a name or a number and never end a sentence (Mr., bzw., z.B.);
*closings* may stand last (etc., Inc., p.m.), so the next word decides: *openers* are the words that open a sentence
and would be written small inside one. Languages that write "21." for "21st" are *ordinal*. The lists are ours, from
the spelling rules of each language; a word is listed folded to small letters and without its last dot.
"""

from __future__ import annotations

from dataclasses import dataclass

_TITLES = {
    "": "dr prof st vs cf no nr op vol pp fig",
    "en": (
        "mr mrs ms messrs mx dr prof st sr jr gen col lt maj sgt capt cmdr adm brig rep sen gov pres supt hon rev fr msgr mt ft vs v e.g "
        "i.e cf no nos op vol pp p fig ed eds approx viz al ave blvd rd est dept univ assn bros jan feb mar apr jun jul aug sept sep oct "
        "nov dec insp det ald pfc cpl spc pvt ret ca c mme mlle"
    ),
    "de": (
        "dr prof st nr bzw z.b d.h u.a z.t v.a i.d.r s.o s.u o.ä o.g u.u i.a z.zt ca evtl ggf vgl sog bspw inkl exkl zzgl abzgl hr hrn fr "
        "frl dipl ing mag med jur phil rer nat habil str abs art bd hrsg jan feb mär apr jun jul aug sep sept okt nov dez geb gest verh "
        "gegr mio mrd tel allg bes bzgl eigtl entspr gem max min mind kath ev nat röm griech lat engl frz ital span amerik dt österr südl "
        "nördl östl westl st vs zz z b d h v f i s chr einschl erg kap anm aufl ausg jh jhd jhdt hl kgl ehem ltd op bez pl ssp dr.-ing ff "
        "tsd stk fa insb urspr durchschn"
    ),
    "fr": (
        "m mm mme mmes mlle mlles dr pr me mgr st ste sts stes cf p pp ex art av bd chap éd env fig hab ibid max min no nos op par sec "
        "suiv vol vs réf tél janv févr avr juil sept.l oct nov déc c.-à-d ch al n s.e mr prof"
    ),
    "es": (
        "sr sra sres sras srta srtas dr dra dres prof profa d dña da ud uds vd vds av avda pág págs art arts núm num nro no cap fig gral "
        "ing lic arq mons fr sto sta st p pp ej p.ej vol ed ss aprox máx mín tel tfno dpto prov depto cía vs cf c s ca tte cnel cte"
    ),
    "it": (
        "sig sigg sig.ra sig.na dott dott.ssa dr prof prof.ssa avv ing arch geom rag on sen mons cav comm gen col cap magg ten s ss p pp "
        "pag pagg art artt n nn nr fig vol cap cfr es p.es ecc.mo tel v vs ca sec st d.ssa cit op ed gg lett"
    ),
    "pt": (
        "sr sra srs sras srta dr dra drs dras prof profa eng engª arq av r d dom exmo exma ex pág págs p pp art arts n no nº núm fig vol "
        "cap gen cel maj ten sto sta st vs cf ed tel fl fls aprox máx mín dep dept min sen gov pe fr mons adv jr ca séc"
    ),
    "nl": (
        "dhr mevr mw dr drs ir ing mr prof st nr nrs blz pag art bijv bv d.w.z o.a m.b.t t.a.v t.o.v i.v.m n.a.v z.g.a.n z.o.z a.u.b m.i "
        "o.m i.p.v jl ca plm resp evt incl excl zgn zg vgl jhr max min tel vs ds kol gen lt kap sgt mgr str j.l c.q m.n m.a.w t/m i.c "
        "enz.l afd hfdst red v d th chr"
    ),
    "pl": (
        "dr prof mgr inż hab lek doc ks św bł abp bp kard gen płk mjr kpt por ppor sierż ul al pl os np tj tzn tzw m.in ok nr art ust poz "
        "pkt str s t zob por min maks ds im red wyd ur zm pt godz ww jw tel woj pow gm św.p wg itp.l p pn płn płd wsch zach ang niem fr "
        "ros łac gr wł hiszp n.e.l r.l w tys.l ob ps lic inż.arch nt płk.dypl kan o.o"
    ),
    "ru": (
        "г гг.л ул пл пр просп пер наб д корп кв стр с см ср рис табл гл ст п пп ч т тт им св акад проф доц канд докт ген полк подп майор "
        "кап лейт гр гос тов млн.л млрд.л тыс.л т.е т.к т.н т.д.л н напр англ нем франц фр исп ит итал лат греч рус укр яп кит араб "
        "др.-греч букв род ум яз обл р-н р пос дер оз о-в вв.л долл.л коп.л руб.л ред изд пр.л ок прим соч собр мин.л макс тел внутр доп "
        "ум нар"
    ),
    "uk": (
        "м мм вул просп пров пл наб бул буд корп кв стор с див рис табл гл ст п пп ч т тт ім св акад проф доц канд докт ген полк май кап "
        "лейт гр тов т.зв т.з напр англ нім фр ісп іт лат грец рос укр яп пол бл обл р-н р смт оз о-в ред вид ок прим тел н нар пом пор "
        "тобто акад."
    ),
    "cs": (
        "p pí mgr ing bc mudr judr phdr rndr doc prof dr csc.l sv gen plk mjr kpt por čs tzv tzn tj např resp popř příp mj aj.l atd.l "
        "apod.l č čp čís str s sv sb odst písm čl ul nám tř tel max min cca ml st roč zn viz.l vyd např angl něm franc fr lat řec rus pol "
        "ital r stol kol m hl vč ob ing.arch paeddr thdr mvdr"
    ),
    "sk": (
        "p pani mgr ing bc mudr judr phdr rndr doc prof dr sv gen plk mjr kpt por čs tzv tzn tj napr resp popr príp č čís str s zb ods "
        "písm čl ul nám tel max min cca ml st roč zn angl nem franc fr lat gr rus pol tal r stor hl vr"
    ),
    "hr": (
        "dr mr prof doc sv gen st ing dipl oec g gđa gđica gosp tzv npr odn tj br str sv čl st ul trg tel max min cca o.g god.l vl r fra "
        "mons akad op im al"
    ),
    "da": (
        "hr fr dr prof nr jf f.eks bl.a d.v.s dvs ca evt inkl ekskl kr.l s stk st vedr tlf mht pga ifm mfl.l osv.l kap bd kgl skt sct adm "
        "dir red cand jur phil mag ing hhv resp iflg f.v.t ift pct.l mio mia maks min pt p.t vha o.l.l forf udg sml jvf eks bl d v mv.l"
    ),
    "no": (
        "hr fr dr prof nr jf f.eks bl.a d.v.s dvs ca evt inkl ekskl kr.l s st vedr tlf mht pga mfl.l osv.l kap bd kgl adm dir red cand "
        "jur phil mag ing hhv resp iflg ift pst.l mill mrd maks min pt p.t eks bl d v mv.l gt sml jfr art okt nov des jan feb aug sept "
        "okt tidl tils ass gml amer"
    ),
    "sv": (
        "hr fr dr prof nr jfr t.ex bl.a d.v.s dvs ca ev inkl exkl kr.l s st tel m.fl.l o.s.v.l kap bd kungl adm dir red fil jur phil ing "
        "resp enl ang f.d s.k m.m.l t.o.m fr.o.m p.g.a max min ung ä.l eg etc.l t o p f d k m bl ex mom"
    ),
    "fi": (
        "hra rva tri prof dr esim ts ns mm.l yms.l jne.l ym.l n kpl s ks vrt ao ko em nk vt ap jkl noin klo nro puh vs evl tuhan milj mrd "
        "st toim p l as"
    ),
    "is": (
        "hr fr frú dr prof nr t.d m.a þ.e þ.e.a.s s.s s.k u.þ.b o.s.frv.l o.fl.l bls kl gr sbr skv dags kr.l ca a.m.k st séra t d þ e s m "
        "a k b u f.kr.l e.kr.l frv f.h e.h"
    ),
    "ro": (
        "dl d-l d-na dna dr prof ing av lt col gen mr cpt sf str nr art alin lit pag p ex cca etc.l vol cap fig jud mun com bd op cit min "
        "max tel ș.a.m.d.l a.c d.hr î.hr conf lect acad sec e.n î.e.n n al pct"
    ),
    "tr": (
        "dr prof doç yrd av müh sn st bkz örn vb.l vs.l vd.l yy cad sok mah apt no nr tel s c çev ed haz hz alb gen kur bşk gnkur mim op "
        "uzm öğr org orm sf"
    ),
    "id": (
        "dr drs prof ir h hj kh st jl no nr hal tgl tel a.n d.a dll.l dsb.l dst.l dkk.l yth sdr sdri s.d u.p kol jend kapt let ka kab kec "
        "ds prop tn ny nn jln"
    ),
    "gl": "sr sra dr dra prof av r d dna px páx páxs art arts n núm fig vol cap st p pp ex vs cf ed tel aprox máx mín",
    "ar": "د أ م ص ج ت هـ.l م.l ق.م.l",
    "fa": "د م ص ج ت ق.م.l",
    "he": "ד״ר פרופ גב מר עמ רח שד",
    "hi": "डॉ श्री प्रो पं मो कु सु एस के आर जे एम बी पी सी डी जी एल एन टी वी ए श्रीमती मि नं",
    "ko": "dr mr mrs ms prof st no",
    "zh": "dr mr mrs ms prof st no inc.l",
    "ja": "dr mr mrs ms prof st no vol inc.l",
}
"""Titles; a word written with ``.l`` at its end may also be last in its sentence."""

_CLOSINGS = {
    "": "etc inc ltd co corp u.s u.k u.n e.u a.m p.m bros",
    "en": (
        "etc inc ltd co corp llc plc bros jr sr u.s u.k u.n e.u u.s.a d.c a.m p.m b.c a.d ph.d m.d b.a m.a esq ret l.a n.y u.s.s.r cal "
        "calif fla conn mass ill ind mich minn tenn tex wash wis ariz colo va pa ga la md ky mo n.j n.c s.c oz lb lbs ft in sq cent"
    ),
    "de": ("usw etc u.s.w u.v.m uvm o.ä u.ä n.chr v.chr co inc ltd e.v a.d jh jhdt u.s jr sen jun o.g a.m p.m km std min sek ff mrd mio"),
    "fr": "etc av.j.-c apr.j.-c j.-c s.a inc ltd cie jr a.m p.m u.s",
    "es": "etc s.a s.l ee.uu uu ee.uu ss.aa jj.oo a.m p.m a.c d.c inc ltd co jr cía s.a.u",
    "it": "ecc etc s.p.a s.r.l a.c d.c inc ltd co jr u.s",
    "pt": "etc s.a ltda a.c d.c e.u.a eua inc ltd co jr cia a.m p.m",
    "nl": "enz etc e.d e.a n.v b.v n.chr v.chr inc ltd co jr s.a",
    "pl": "itd itp w tys mln mld zł gr sa s.a z.o.o o.o inc ltd co proc godz jr",
    "ru": "тыс млн млрд трлн руб коп долл др пр мин час чел экз inc ltd co у.е м км кг л",
    "uk": "ст тис млн млрд трлн грн коп дол ін тощо хв год чол осіб прим inc ltd co",
    "cs": "atd apod aj n.l př.n.l a.s s.r.o csc ph.d dr.h.c kč hod min sek inc ltd co jr st ml o.p.s mil mld tis n.m",
    "sk": "atď apod a.s s.r.o csc ph.d hod min sek inc ltd co jr mil mld tis n.l",
    "hr": "itd i.sl d.o.o d.d god g inc ltd co jr n.e pr.n.e sl tis mil mlrd",
    "da": "osv mv m.v mfl m.fl o.l inc ltd co jr kr pct a/s kl m.m e.l",
    "no": "osv mv m.v mfl m.fl o.l inc ltd co jr kr pst prosent m.m e.l",
    "sv": "osv o.s.v m.m m.fl o.d etc inc ltd co jr kr kl e.kr f.kr e.d",
    "fi": "jne yms ym mm inc ltd co jr ekr jkr eaa jaa",
    "is": "o.s.frv o.fl f.kr e.kr inc ltd co jr kr",
    "ro": "etc ș.a ş.a ș.a.m.d s.a s.r.l inc ltd co jr î.hr d.hr",
    "tr": "vb vs vd m.ö m.s inc ltd co jr a.ş şti",
}

_FOREIGN = "mr mrs ms dr prof"
"""Titles of other tongues that stand before names everywhere."""

_FINALS = frozenset(
    {
        "r",
        "г",
        "р",
        "э",
        "p.n.e",
        "n.e",
        "r.p.n.e",
        "н.э",
        "т.д",
        "т.п",
        "и.т.д",
        "i.t.d",
        "н.е",
        "n.l",
        "př.n.l",
        "a.c",
        "d.c",
        "n.chr",
        "v.chr",
        "e.kr",
        "f.kr",
        "usw",
        "u.s.w",
        "itd",
        "itp",
        "atd",
        "atď",
        "гг",
        "вв",
        "рр",
        "jj.oo",
        "ee.uu",
    }
)
"""Written with a dot and mostly last, as the year's abbreviation is: behind a long stretch a capital opens a new sentence
("… wydania do 31 grudnia 2017 r. Generowany jest …"), behind a short one it goes on ("W 1955 r. Mishima zaczął …")."""

_OPENERS = {
    "en": (
        "the a an this that these those he she it they we you i his her its their our my your there here in on at by for from with as if "
        "when while after before since because although though but and or so yet however moreover meanwhile still then now what who why "
        "how where which all some many most both each one no not is was are were has have had do does did will would can could may it's "
        "that's he's she's they're to of about during under over through according despite instead also even only just such once until "
        "unlike like more last earlier later today yesterday officials police among"
    ),
    "de": (
        "der die das den dem des ein eine einer einem einen eines er sie es wir ihr ich man dies diese dieser dieses diesem diesen in im "
        "am an auf aus bei mit nach von vom vor zu zum zur für über unter um durch gegen ohne seit während wenn als ob weil da dass doch "
        "aber und oder denn so auch nur noch schon jetzt nun dann hier dort heute wie was wer wo warum welche sein seine ihre ihr unser "
        "alle viele einige beide jeder jede kein keine nicht damit dabei dazu danach daher darum bis zwar allerdings jedoch außerdem "
        "zudem trotz laut sowohl bereits obwohl nachdem bevor davon dadurch dagegen darauf damals später zunächst anschließend hat ist "
        "war wird kann"
    ),
    "fr": (
        "le la les l un une des de du d il elle ils elles on nous vous je tu ce cet cette ces c son sa ses leur leurs mon ma mes notre "
        "votre en dans sur sous par pour avec sans chez à au aux et ou mais donc or ni car si quand lorsque comme que qui quoi où après "
        "avant depuis pendant selon entre vers malgré ainsi aussi alors puis cependant toutefois enfin ensuite plus tout tous toutes "
        "certains plusieurs chaque aucun ne pas y"
    ),
    "es": (
        "el la los las un una unos unas lo él ella ellos ellas yo tú nosotros usted ustedes este esta estos estas ese esa esos esas aquel "
        "aquella esto eso su sus mi mis tu nuestro en de del a al con sin por para sobre entre desde hasta hacia según tras durante "
        "contra y e o u pero sino aunque si cuando como donde que quien qué cuál porque pues así también además entonces luego después "
        "antes ahora hoy más muy no ni ya todo todos toda mucho muchos todas algunos muchos varios cada otro otra se le les me nos"
    ),
    "it": (
        "il lo la i gli le l un uno una un' egli lui lei loro essi noi voi io tu questo questa questi queste quello quella quelli quelle "
        "ciò suo sua suoi sue mio nostro in nel nella nei nelle di del della dei delle da dal dalla a al alla ai con senza per su sul "
        "sulla tra fra e ed o ma però anche se quando come dove che chi perché poi dopo prima durante secondo ora oggi più non né già "
        "tutto tutti tutte alcuni molti ogni altro si ci dopo mentre inoltre"
    ),
    "pt": (
        "o a os as um uma uns umas ele ela eles elas eu tu nós você vocês este esta estes estas esse essa esses essas aquele aquela isto "
        "isso seu sua seus suas meu nosso em no na nos nas de do da dos das a ao à aos às com sem por pelo pela para sobre entre desde "
        "até segundo após durante contra e ou mas porém embora se quando como onde que quem qual porque pois assim também além então "
        "depois antes agora hoje mais muito não nem já todo todos todas alguns muitos vários cada outro outra enquanto"
    ),
    "nl": (
        "de het een hij zij ze wij we ik jij je u jullie dit dat deze die zijn haar hun mijn ons onze in op aan bij met van voor na naar "
        "uit om over onder door tegen zonder tot sinds tijdens als toen wanneer omdat hoewel maar en of want dus ook nog al nu dan daar "
        "hier er zo wat wie waar hoe waarom alle veel enkele beide elke elk geen niet volgens daarna daarom echter bovendien"
    ),
    "pl": (
        "ten ta to ci te tego tej tym on ona ono oni one ja ty my wy jego jej ich nasz w we na z ze do od po przed za pod nad przez dla o "
        "u przy bez i a ale lecz oraz lub albo czy jeśli gdy kiedy jak gdzie co kto który która które dlaczego ponieważ więc też także "
        "jednak tak nie już jeszcze teraz dziś potem tylko bardzo więcej wszystkie wiele każdy kilka podczas według mimo chociaż zgodnie "
        "był była są jest"
    ),
    "ru": (
        "он она оно они я ты мы вы это этот эта эти тот та те его её их наш в во на с со к ко у о об от до по под над за из при для без "
        "через между после перед и а но или же если когда как где что кто который которая почему потому так также однако не ни уже ещё "
        "теперь сейчас потом только более все многие каждый несколько во согласно там здесь тогда был была было были есть"
    ),
    "uk": (
        "він вона воно вони я ти ми ви це цей ця ці той та ті його її їх наш у в на з із зі до від по під над за при для без через між "
        "після перед і й а але чи або же якщо коли як де що хто який яка чому тому так також проте не ні вже ще тепер зараз потім тільки "
        "більше всі багато кожен кілька згідно там тут тоді був була було були є"
    ),
    "cs": (
        "ten ta to ti ty toho tom tím on ona ono oni já my vy jeho její jejich náš v ve na z ze do od po před za pod nad pro o u při bez "
        "i a ale nebo či jestli když kdy jak kde co kdo který která které proč protože tak také však ne už ještě teď dnes potom pouze "
        "více všechny mnoho každý několik podle během přesto pokud není je byl byla bylo jsou"
    ),
    "sk": (
        "ten tá to tí tie toho tom tým on ona ono oni ja my vy jeho jej ich náš v vo na z zo do od po pred za pod nad pre o u pri bez i a "
        "ale alebo či ak keď kedy ako kde čo kto ktorý ktorá ktoré prečo pretože tak tiež však nie už ešte teraz dnes potom len viac "
        "všetky mnoho každý niekoľko podľa počas je bol bola bolo sú"
    ),
    "hr": (
        "taj ta to ti te toga tom tim on ona ono oni ja mi vi njegov njezin njihov naš u na s sa iz do od po pred za pod nad o kod pri "
        "bez i a ali ili ako kad kada kako gdje što tko koji koja koje zašto jer tako također međutim ne već još sada danas potom samo "
        "više svi mnogi svaki nekoliko prema tijekom je bio bila bilo su"
    ),
    "da": (
        "den det de en et han hun vi jeg du i man denne dette disse hans hendes deres vores på af til fra med for om under over efter før "
        "ved mod uden som når da hvis fordi men og eller så også kun nu her der hvad hvem hvor hvordan hvorfor alle mange nogle begge "
        "hver ingen ikke ifølge dog derfor er var har"
    ),
    "no": (
        "den det de en et ei han hun vi jeg du i man denne dette disse hans hennes deres vår på av til fra med for om under over etter "
        "før ved mot uten som når da hvis fordi men og eller så også bare nå her der hva hvem hvor hvordan hvorfor alle mange noen begge "
        "hver ingen ikke ifølge men derfor er var har"
    ),
    "sv": (
        "den det de en ett han hon vi jag du i man denna detta dessa hans hennes deras vår på av till från med för om under över efter "
        "före vid mot utan som när då om eftersom men och eller så också bara nu här där vad vem var hur varför alla många några båda "
        "varje ingen inte enligt dock därför är var har"
    ),
    "fi": (
        "se ne hän he minä sinä me te tämä nämä tuo ja tai mutta vaan kun jos koska että joka mikä kuka missä miten miksi myös vain nyt "
        "siellä täällä kaikki monet ei on oli ovat hänen sen niiden heidän jälkeen"
    ),
    "is": (
        "hann hún það þeir þær þau ég þú við þið í á af til frá með fyrir um undir yfir eftir við en og eða ef þegar sem hvað hver hvar "
        "hvernig hvers ekki nú hér þar allir margir er var"
    ),
    "ro": (
        "el ea ei ele eu tu noi voi acest această acești aceste acel acea un o în la de din pe cu fără pentru despre între după înainte "
        "și sau dar însă dacă când cum unde ce cine care pentru că astfel de asemenea nu mai toate mulți fiecare este era sunt a au "
        "conform"
    ),
    "tr": (
        "bu şu o biz siz ben sen onlar bir ve ama fakat ancak eğer ne kim nasıl neden nerede çünkü ayrıca daha çok tüm her bazı sonra "
        "önce için ile de da"
    ),
    "id": (
        "ini itu dia ia mereka kami kita saya anda di ke dari pada dengan untuk dan atau tetapi namun jika ketika saat bagaimana apa "
        "siapa mengapa karena juga sudah belum tidak setelah sebelum para semua setiap"
    ),
    "gl": (
        "o a os as un unha el ela eles elas este esta isto iso en no na nos nas de do da dos das con sen por para sobre entre desde ata "
        "segundo tras e ou pero aínda se cando como onde que quen porque así tamén despois antes non"
    ),
}

_ORDINAL = frozenset({"cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nb", "nn", "no", "sk", "sl", "sr", "tr", "pl"})


@dataclass(frozen=True, slots=True)
class Habits:
    """How one language writes dots."""

    titles: frozenset[str]
    closings: frozenset[str]
    openers: frozenset[str]
    finals: frozenset[str]
    is_ordinal: bool


def habits(language: str) -> Habits:
    """The habits of a language (BCP 47, any region); of no language in particular when it is not known to us."""
    main = language[:2].lower()
    return _ALL.get({"nb": "no", "nn": "no", "sr": "hr", "bs": "hr", "sl": "hr"}.get(main, main), _ALL[""])


def _gather(main: str) -> Habits:
    shared = (_TITLES[""] if main in {"", "en"} else "").split() + _FOREIGN.split()
    listed = frozenset(_TITLES[main].split()) | frozenset(shared)
    both = frozenset(word[:-2] for word in listed if word.endswith(".l"))
    closings = frozenset(_CLOSINGS.get(main, "").split()) | both | frozenset(_CLOSINGS[""].split())
    return Habits(
        titles=listed - closings,
        closings=closings,
        openers=frozenset(_OPENERS.get(main or "en", "").split()),
        finals=_FINALS if main not in {"de", "en", ""} else frozenset(),
        is_ordinal=main in _ORDINAL,
    )


_ALL = {main: _gather(main) for main in _TITLES}
