"""Scripts: what a text is written in, before anybody asks in which language.

Most scripts of the world write one language of the news or a few; only Latin, Cyrillic, Arabic, Devanagari and Han need
a closer look. Chinese and Japanese share Han: kana decides, and where a headline has none, the letters that only one
of them uses since both simplified theirs on their own. Source: Unicode 15, Scripts.txt; the letters are our choice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

OWNED: Mapping[str, str] = {
    "greek": "el",
    "hebrew": "he",
    "armenian": "hy",
    "bengali": "bn",
    "gurmukhi": "pa",
    "gujarati": "gu",
    "oriya": "or",
    "tamil": "ta",
    "telugu": "te",
    "kannada": "kn",
    "malayalam": "ml",
    "sinhala": "si",
    "thai": "th",
    "lao": "lo",
    "tibetan": "bo",
    "burmese": "my",
    "georgian": "ka",
    "hangul": "ko",
    "ethiopic": "am",
    "khmer": "km",
}
"""Scripts that one language of the news is written in, and which."""

_LETTERS = {
    "latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "cyrillic": "\u0400-\u0481\u048a-\u052f",
    "greek": "\u0370-\u0373\u0376\u0377\u037b-\u037d\u0386\u0388-\u03ff\u1f00-\u1fff",
    "hebrew": "\u05d0-\u05f2",
    "arabic": "\u0620-\u064a\u066e-\u06d3\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7\ufb50-\ufdfb\ufe70-\ufefc",
    "devanagari": "\u0904-\u0939\u0958-\u0961",
    "kana": "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff",
    "han": "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f",
    "hangul": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
    "thai": "\u0e01-\u0e3a\u0e40-\u0e45",
    "armenian": "\u0531-\u0556\u0561-\u0587",
    "bengali": "\u0985-\u09e1",
    "gurmukhi": "\u0a05-\u0a75",
    "gujarati": "\u0a85-\u0ae1",
    "oriya": "\u0b05-\u0b71",
    "tamil": "\u0b85-\u0bb9",
    "telugu": "\u0c05-\u0c61",
    "kannada": "\u0c85-\u0ce1",
    "malayalam": "\u0d05-\u0d61",
    "sinhala": "\u0d85-\u0dc6",
    "lao": "\u0e81-\u0ec4",
    "tibetan": "\u0f40-\u0f6c",
    "burmese": "\u1000-\u103f",
    "georgian": "\u10a0-\u10ff",
    "ethiopic": "\u1200-\u135a",
    "khmer": "\u1780-\u17b3",
}
_RUN = re.compile("|".join(f"(?P<{script}>[{letters}]+)" for script, letters in _LETTERS.items()))
_ONLY_LATIN = re.compile(r"[^\u0370-\U0003ffff]*(?:[\u2000-\u2bff\ufe0f][^\u0370-\U0003ffff]*)*\Z")
_KANA, _HAN = (re.compile(f"[{_LETTERS[script]}]") for script in ("kana", "han"))
_HAS_LATIN = re.compile(f"[{_LETTERS['latin']}]")
_WEIGHT = 10
"""Names and brands are quoted in Latin letters everywhere, and hardly ever the other way round: so many Latin letters
weigh as much as one of another script."""
_ENOUGH = 8
"""Han letters for each kana in a Japanese text, where Chinese letters stand beside; more make a quoted name."""

_CHINESE = re.compile(
    "["
    "你她它吗嗎呢吧啊很么麼怎们們这哪为对對说說时过还进发發问开车东长门马见现實实戰战經经濟济让讓给從从样樣产產业严丽举义乐樂书买"
    "亚亲亿仅价價众眾优伤传傳债储兰关關兴养冲决况净减击划刘则创办辦务动劳势华协单單卖賣卫厂厅廳历歷压壓县縣变變员响团團园围图圖圆"
    "圓场坏块坚备复够头奖妇妈孙审宽寻导层岁歲岛币师带帶帮库应應庙异张弹归录錄总總态惊执扩擴扫护报拟拥择损换據摄敌显顯术权權构标树"
    "检樓欢歡汇汉沒洁测浓涨满灾热爱环电盘监码确稳穷竞笔签简类紧级纪约红组细终结绝统继繼续續维综编网罗职联胜脑节苏药藥营營获虑虽补"
    "观觀规视觉覺计认议讯记讲许论设访证评识词试诗话该详语误请诸课谁调谈谢负财责败货质购贵费资赛赢赵转轉轮软载较输边邊达远连违选邮"
    "钱铁鐵银错闭间闻阳阴际陆陈险險隨难雾页项顺须顾预领频题额风飞饭馆驻验驗鱼鲁鸡龙來會學國點黨體廣當聲處號兩參增專屆屬擔斷條氣灣"
    "獨畫禮臺舊萬藝醫釋雜雙聽讀豐鄉齊"
    "]"
)
_JAPANESE = re.compile(
    "["
    "気発権働込円実対経済戦県読売駅図団変応検険験総続絵転広鉄帰黒斎沢辺渋塩竜亀恵徳歩毎浄営厳蔵覚観関価仮両単収処剣剤労勧匂拡挙摂"
    "撃択拝捜暁栄桜様楽歓歳殻渓滝焼犠獣畑畳砕稲穂継縦繊聴脳臓艶荘薫薬蛍衆覧訳譲賛軽逓遅郷釈鉱銭録闘陥雑霊顔頼顕駆騒髪鶏麺黙齢峠枠"
    "塀辻雫"
    "]"
)


def script_of(text: str) -> str:
    """The script that most of the text is written in, as a name of Unicode in small letters; empty without letters.

    Kana and Han together answer ``han``.
    """
    if _ONLY_LATIN.match(text):
        return "latin" if _HAS_LATIN.search(text) else ""
    counted: dict[str, float] = {}
    for match in _RUN.finditer(text):
        script = match.lastgroup or ""
        script = "han" if script == "kana" else script
        counted[script] = counted.get(script, 0) + (match.end() - match.start()) / (_WEIGHT if script == "latin" else 1)
    return max(sorted(counted), key=lambda script: counted[script], default="")


def han_language(text: str, prior: str = "") -> str:
    """``ja`` or ``zh``, for a text in Han; ``prior`` decides where the letters do not."""
    kana, chinese, japanese = (len(pattern.findall(text)) for pattern in (_KANA, _CHINESE, _JAPANESE))
    if kana:
        return "zh" if chinese > japanese and kana * _ENOUGH < len(_HAN.findall(text)) else "ja"
    if chinese == japanese:
        return prior if prior in {"ja", "zh"} else "zh"
    return "ja" if japanese > chinese else "zh"
