# ruff: noqa: E501, RUF001 - a table of other scripts, a language a line
"""How languages bend names and words: endings, what is joined to a word, words that say little, words that news is made of.

All forms are bare (no accents, small). Ours, from the grammar of each language; a table that misses a form lets a true
summary be refused, never a false one through.
"""

from __future__ import annotations

_SLAVIC = (
    "a e i y o u ow owi owie ovi ove om em am ami ach ech ich ych ym im ymi imi ou ego emu ej iej iego iemu ie ia io iem iu ii ami iami "
    "iach iom iow iny eho ho mu m mi ia"
)
_EAST = (
    "а у е и ы о ю я ь э і ои ом ем ам ям ами ями ах ях еи ого его ому ему ым им ых их ая яя ую юю ое ее ии ові еві єві ою ею єю єм ї ію иі иа ия "
    "ию ие ием иеи иям иях ні ні іи ії ьом ем єві ьові ья ью ье ьи ям"
)
_FINNIC = (
    "n a ta ssa sta lla lta lle ksi na in en an on un aan een iin oon uun yyn hin hun han ille illa issa ista iin en it ia i t nsa kin ssa"
)
_HUNGARIAN = "ban ben bol rol tol nak nek nal nel ra re ba be hoz hez t ot et at on en val vel ert ig a e i es n beli ek ok ak nel"
_TURKISH = "lar ler da de dan den ta te tan ten in un nin nun a e ya ye i u yi yu la le lik lu li nda nde ndan nden na ne ni si su daki deki larin lerin"
_NORDIC = "s"
ENDINGS = {
    **dict.fromkeys(("pl", "cs", "sk", "hr", "sl", "sr", "bs"), _SLAVIC),
    **dict.fromkeys(("ru", "uk", "bg", "be", "mk"), _EAST),
    **dict.fromkeys(("fi", "et"), _FINNIC),
    **dict.fromkeys(("sv", "da", "nb", "no", "nn"), _NORDIC),
    "hu": _HUNGARIAN,
    "tr": _TURKISH,
    "az": _TURKISH,
    "en": "s n an ian i ish es y a",
    "de": "s es n en er ern e em ers",
    "nl": "s er ers se",
    "fr": "s x",
    "es": "s es",
    "it": "",
    "pt": "s es",
    "ca": "s es a",
    "ro": "ul ului iului a ei e i lui le lor",
    "el": "σ ου ησ οσ ο α η ασ ων ουσ ον ε εσ ωσ",
    "lt": "as o ui a e is io iu ys us aus i os ai oje uje ese",
    "lv": "s a u am ai as is i e es ei us",
    "ko": "은 는 이 가 을 를 의 에 에서 와 과 로 으로 도 만 까지 부터 에게 께서 이라고 라고 이다 입니다",
    "hi": "ा े ी ो ों ें ियों ियां",
    "fa": "ها های ی را ان",
    "id": "nya",
}
"""What a name may end in beside its bare stem."""
JOINED = {
    "he": "ו ש ה ב ל כ מ וש וה וב ול וכ ומ שה שב של שמ מה בה לה כש מש",
    "ar": "و ف ب ك ل ال وال بال كال فال لل ولل وب ول وك فب فل س وس",
}
"""What is written together with the word that follows."""
SEMITIC_ENDINGS = {
    "he": "ה ת ים ות ו י יה ית יים תי נו ם ן ייה ו",
    "ar": "ه ا ات ين ون ان ها هم نا وا ت ي يه ن تين يين",
}
MATRES = {"he": "וי", "ar": "اويى"}
"""Letters that stand for vowels: words of one root differ in them."""
SMALL = {
    "he": (
        "של את על עם אל לא כי אם גם או זה זו זאת הוא היא הם הן אני יש אין כל רק עוד יותר פחות בין אחרי לפני עד מן כמו אבל אך כבר היה היתה הייתה היו יהיה תהיה יהיו "
        "להיות אשר מה מי כאשר בו בה בהם לו לה להם שלו שלה שלהם אותו אותה מאז תוך לאחר בעקבות כדי בגלל לפי נגד אצל בשל ולא אמר אמרה מסר מסרה הודיע הודיעה לדברי "
        "כך היום כעת שנים עשה אחת אחד ידי כן מדי אף"
    ),
    "ar": (
        "من الى علي عن في مع ان او لا ما هذا هذه ذلك تلك الذي التي الذين هو هي هم كان كانت كانوا يكون تكون قد لقد بعد قبل عند حتي بين حول ضد خلال منذ كل بعض غير لم لن "
        "ليس كما اذا ثم لكن بل اي به بها له لها لهم فيه فيها منه عليه عليها الا حيث انه انها قال قالت اعلن اعلنت اكد اكدت وفق بحسب امام تحت فوق دون نحو بسبب اثر"
    ),
    "fa": "از به در با را که این آن و یا تا بر برای است بود شد شده می هم نیز اما اگر پس پیش بین روی گفت کرد کرده اعلام او انها خود یک هر",
    "hi": (
        "का के की को में से पर ने है हैं था थे थी और या यह वह ये वे इस उस भी ही तो कि जो एक नहीं हो होगा होगी गया गई गए कर किया की करने लिए साथ बाद पहले तक अपने "
        "अपनी अब कहा बताया दिया रहा रही रहे जा हुआ हुई हुए ली लिया"
    ),
    "ko": "그 이 저 및 등 또 또는 그리고 하지만 것 명 명이 명을 명은 명의 개 원 원을 년 월 일 세 건 대 곳 시 분 번 차 수 있다 있는 했다 한 하는 위해 대한 대해 따르면 밝혔다 말했다 전했다 이번 약 더 중 후 전 때 된 되는 됐다",
    "zh": "时间 地点 消息 情况 结果 目前 今天 记者 报道 据 指出 认为 透露 强调 获 获得 进行 举行 发生 预计 计划 总 全 该 的 了 在 是 和 与 及 将 已 被 从 对 为 于 由 以 并 而 或 也 又 就 都 向 到 把 让 给 称 说 表示 宣布 因 后 前 中 内 其 该 此 这 那 有 约 名 人 元 个 位 日 月 年 等 共 达 至 上 下 者 时 新 会 可 还 仍 更 最 之 所 年 位 件 次 家 起 岁 万 亿",
    "ja": "開催 予定 開始 実施 判明 会場 結果 時間 場所 総 全 人 円 日 月 年 的 者 万 億 件 歳 時 分 回 第 中 後 前 内 約 同 各 新 元 発表 明 述 話 言 行 等 等 名 社 氏 今 見 出 来 入 年 台 個 本 約 側 用 別 方 事 上 下 以",
}
"""Words that say little, in scripts without capitals, where all others are weighed."""
NEWS = {
    **dict.fromkeys(
        ("sv", "da", "nb", "no"), "mellan mellem mellom mot mod trots trods start slut antal antall polisen politiet priset prisen"
    ),
    "en": (
        "start beginning end opening closure vote meeting trial investment rescue record number price award arrest between against despite amid officials authorities police residents experts scientists researchers investigators prosecutors lawmakers rescuers firefighters workers "
        "thousands hundreds millions dozens several many both former new critics supporters analysts protesters voters prices sales profit losses "
        "shares costs spending unemployment inflation people passengers students parents doctors nurses farmers soldiers troops rebels crews "
        "emergency local government ministers parliament lawyers witnesses organisers organizers engineers talks negotiators results work "
        "construction repairs spring summer autumn winter additional another around nearly almost about total women men children survivors victims teams players fans"
    ),
    "de": (
        "beginn start ende abschluss eroffnung schliessung abstimmung sitzung prozess investition rettung rekord anzahl preis auszeichnung festnahme zwischen gegen trotz besucher teilnehmer polizei feuerwehr behorden regierung experten forscher wissenschaftler bewohner anwohner menschen leute tote verletzte opfer frau frauen mann manner "
        "kind kinder prozent euro jahr jahre jahren monat monate woche wochen tag tage stunden uhr ende anfang mitte grund zeit teil zahl verlust verluste gewinn umsatz kosten "
        "preise ausgaben konzern firma unternehmen werk stadt land gemeinde burger wahler mitarbeiter arbeiter angaben bericht berichten spiel "
        "sieg niederlage treffen gesprach gesprache plan plane start ruckgang anstieg folge folgen schaden brand unfall streik abstimmung "
        "wahl mehrheit rucktritt amt chef chefin trainer trainerin minister ministerin burgermeister burgermeisterin"
    ),
    "fr": "debut fin ouverture vote reunion proces investissement sauvetage record nombre prix arrestation cout vers contre malgre visiteurs participants police autorites experts chercheurs habitants pompiers milliers centaines prix couts benefice pertes ventes depenses chomage inflation gouvernement ouverture fermeture reprise hausse baisse bilan resultat",
    "es": "inicio comienzo fin votacion reunion juicio inversion rescate record numero precio premio arresto coste entre contra pese visitantes participantes rescatados policia autoridades expertos investigadores vecinos bomberos miles cientos decenas precios costes costos gastos ventas beneficio perdidas desempleo paro inflacion gobierno detenido detenidos apertura cierre subida bajada alza balance heridos muertos",
    "it": "inizio fine voto riunione processo investimento salvataggio record numero prezzo premio arresto costo tra contro malgrado visitatori partecipanti salvati gara polizia autorita esperti ricercatori residenti vigili migliaia centinaia prezzi costi spese vendite utile perdite disoccupazione inflazione governo apertura riapertura chiusura aumento calo bilancio feriti morti",
    "pt": "inicio comeco fim votacao reuniao julgamento investimento resgate recorde numero preco premio detencao custo entre contra apesar visitantes participantes policia autoridades especialistas investigadores pesquisadores moradores bombeiros milhares centenas precos custos gastos despesas vendas lucro perdas desemprego inflacao governo abertura encerramento fechamento subida queda balanco feridos mortos",
    "nl": "begin start einde stemming vergadering zitting proces investering redding record aantal prijs aanhouding tussen tegen ondanks bezoekers deelnemers politie autoriteiten deskundigen onderzoekers bewoners brandweer duizenden honderden prijzen kosten uitgaven verkoop winst verlies werkloosheid inflatie kabinet regering rente bedrijf opening sluiting stijging daling gewonden doden",
    "pl": "poczatek koniec start spotkanie proces inwestycja ratunek rekord liczba cena nagroda koszt miedzy przeciw wsrod okolo mimo goscie uczestnicy zwiedzajacy uratowano policja wladze eksperci naukowcy badacze mieszkancy strazacy tysiace setki ceny koszty wydatki sprzedaz zysk straty bezrobocie inflacja rzad otwarcie zamkniecie wzrost spadek ranni ofiary glosowanie",
    "cs": "zacatek konec start schuzka proces investice zachrana rekord pocet cena odmena naklady mezi proti kvuli okolo navzdory navstevnici ucastnici zachraneno soud policie urady odbornici vedci obyvatele hasici tisice stovky ceny naklady vydaje prodej zisk ztraty nezamestnanost inflace vlada otevreni uzavreni rust pokles zraneni obeti",
    "ru": "начало конец старт встреча суд процесс инвестиции спасение рекорд число количество цена награда премия стоимость между против около несмотря посетители участники спасены на полиция власти эксперты ученые исследователи жители пожарные тысячи сотни цены расходы затраты доходы продажи прибыль убытки потери безработица инфляция правительство открытие закрытие рост падение снижение раненые жертвы",
    "uk": "початок кінець старт зустріч суд процес інвестиції порятунок рекорд число кількість ціна нагорода премія вартість між проти близько попри відвідувачі учасники поліція влада експерти вчені дослідники мешканці рятувальники тисячі сотні ціни витрати доходи продажі прибуток збитки втрати безробіття інфляція уряд відкриття закриття зростання падіння зниження поранені жертви врятовано",
    "tr": "baslangic son toplanti dava yatirim kurtarma rekor sayi fiyat odul maliyet arasinda karsi ragmen ziyaretciler katilimcilar yaklasik polis yetkililer uzmanlar bilim arastirmacilar sakinler itfaiye binlerce yuzlerce fiyatlar maliyetler harcamalar satislar kar zarar issizlik enflasyon hukumet acilis kapanis artis dusus yarali oluler secim",
}
"""Common words that may open a sentence where the source has others: no names."""
WORDLIKE = {
    "en": "tion tions sion ment ments ness ity ities ing ings ers ology ically fully ously",
    "de": "ung ungen heit keit keiten schaft schaften tion tionen ismus ierung werk leute zahl preis preise kosten",
    "fr": "tion tions ement ements ite ites ance ence age",
    "es": "cion ciones miento mientos idad idades ancia encia",
    "it": "zione zioni mento menti ita anza enza tura ture",
    "pt": "cao coes mento mentos dade dades ancia encia agem",
    "nl": "ing ingen heid tie ties schap",
    "pl": "anie enie ania enia cja cje osc osci nosc",
    "cs": "ani eni ost osti ace",
    "ru": "ание ение ания ения ость ости ция ции ство ства",
    "uk": "ання ення ість ція ції ство ства",
    "tr": "lik lar ler mesi masi",
}
"""Endings of words made from others, which names seldom have; for words of eight letters at least."""
KIN = {
    "de": "e en er ern es s n t te ten et est st ung ungen erin in innen lich liche lichen isch ische ischen ischer ig ige igen end ende enden ler",
}
"""What words of one root may end in where all nouns bear capitals."""
PEOPLE = "n an ian i ish ese y a ia"
"""Endings of English names of countries and of what comes from there."""
NOUN_MARKS = frozenset(
    [
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "eines",
        "im",
        "am",
        "zum",
        "zur",
        "vom",
        "beim",
        "ins",
        "ans",
        "kein",
        "keine",
        "keinen",
        "mehr",
        "viele",
        "wenige",
        "einige",
        "alle",
        "zwei",
        "drei",
        "vier",
        "seine",
        "seinen",
        "seiner",
        "ihre",
        "ihren",
        "ihrer",
        "dieser",
        "diese",
        "dieses",
        "jede",
        "jeder",
        "jedes",
        "beide",
        "hohe",
        "neue",
        "neuen",
        "neuer",
        "grosse",
        "grossen",
        "erste",
        "ersten",
    ]
)
"""German words before which a capital is a noun's, not a name's."""
