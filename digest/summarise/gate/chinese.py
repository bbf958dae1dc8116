"""Numbers in Han letters, years of eras, and one spelling for traditional and simplified characters.

Han numerals count in myriads (万 10⁴, 亿 10⁸, 兆 10¹²) and mix with digits: 3.5亿, 三亿五千万, 12万3456, 二〇二四,
百分之二点五, 三割二分. Years are counted from an emperor's first one (令和6年 = 2024) or from 1912 (民國113年).
"""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {
    letter: value
    for value, letters in enumerate(["〇零", "一壱壹", "二弐贰貳两兩", "三参叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"])
    for letter in letters
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "廿": 20}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_HAN = "".join(_DIGITS) + "".join(_UNITS) + "".join(_MYRIADS)
RUN = re.compile(
    rf"(?:[{_HAN}]|\d[\d,]*(?:\.\d+)?(?=[{''.join(_UNITS)}{''.join(_MYRIADS)}])|(?<=[{_HAN}])\d[\d,]*(?:\.\d+)?|(?<=[{_HAN}])[点點](?=[{_HAN}])){{1,40}}"
)
_PIECE = re.compile(rf"\d[\d,]*(?:\.\d+)?|[{_HAN}]|[点點]")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民国": 1911, "民國": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)})(\d{{1,3}}|元|[{_HAN}]{{1,6}})年")
_TENTHS = re.compile(rf"([{_HAN}]|\d(?:\.\d)?)[割成](?:([{_HAN}]|\d)[分])?")
_PERCENT = re.compile(rf"百分之([{_HAN}点點\d.]+)")

_VARIANTS = (
    "們们個个這这說说為为會会來来時时國国對对學学後后發发經经電电車车長长門门開开關关東东馬马書书見见問问間间頭头體体點点話话語语請请讓让"
    "從从還还過过進进運运動动員员現现實实業业務务產产價价錢钱銀银行行億亿萬万數数與与無无氣气機机愛爱飛飞場场農农華华當当應应該该邊边達达"
    "選选舉举黨党總总統统議议會会領领導导軍军隊队戰战爭争衛卫護护術术藝艺術术節节災灾難难傷伤醫医藥药療疗檢检測测試试驗验調调查查處处報报"
    "紙纸網网線线紅红綠绿藍蓝黃黄歐欧亞亚非非歲岁歷历曆历漢汉語语認认識识讀读寫写記记訊讯證证據据設设計计論论談谈訪访評评譯译詞词詳详誤误"
    "課课誰谁諾诺謝谢讚赞變变貝贝負负財财貢贡貧贫貨货責责貴贵買买費费貿贸賀贺資资賓宾賞赏賣卖質质賽赛贏赢趙赵躍跃踐践轉转輕轻輛辆輪轮輸输"
    "辦办辯辩農农連连週周遊游遠远適适遲迟遷迁遺遗郵邮鄉乡鄭郑鄧邓釋释針针鐘钟鐵铁鋼钢錄录錯错鎮镇鏡镜閃闪閉闭閱阅闆板陣阵陰阴陳陈陸陆陽阳隨随險险"
    "雖虽雙双雜杂雞鸡離离難难雲云霧雾靜静響响頁页頂顶項项順顺須须預预頓顿頗颇額额題题類类顧顾顯显風风飯饭飲饮館馆餘余駐驻駛驶驚惊驅驱騎骑騙骗"
    "魚鱼鮮鲜鳥鸟鳴鸣麗丽麥麦齊齐齒齿龍龙龜龟專专尋寻將将尼尼層层屬属島岛嶺岭巖岩師师帶带幣币幫帮廠厂廣广廳厅彈弹彙汇復复徵征徹彻恆恒悅悦惡恶愛爱態态"
    "慶庆憂忧憲宪懷怀戲戏擁拥擇择擊击擔担據据擴扩擾扰攝摄攜携敗败敘叙敵敌斷断昇升晉晋曉晓暫暂棄弃條条楊杨楓枫業业極极構构槍枪樂乐標标樓楼樣样樹树橋桥機机"
    "檔档權权歡欢歸归殘残殺杀殼壳毀毁氫氢決决沒没況况洩泄淚泪淨净淺浅測测湯汤準准溝沟溫温滅灭滿满漲涨漸渐潔洁潛潜澤泽濟济濃浓濕湿灣湾為为烏乌煙烟煩烦熱热"
    "燈灯燒烧營营爐炉爺爷牆墙獎奖獨独獲获獻献環环瑪玛畝亩畢毕畫画異异瘋疯療疗癒愈盜盗盡尽監监盤盘眾众睏困矚瞩確确碼码磚砖礎础礙碍禮礼禍祸種种稱称積积"
    "穩稳穫获窮穷竊窃競竞筆笔築筑範范簡简簽签籃篮籍籍紀纪約约級级紛纷納纳純纯紹绍終终組组細细結结絕绝給给絡络統统絲丝維维綱纲網网緊紧緒绪線线緝缉編编緩缓"
    "練练縣县縮缩縱纵績绩織织繁繁繪绘繼继續续罷罢羅罗義义習习聖圣聞闻聯联聲声職职聽听肅肃脅胁脫脱腦脑腳脚臉脸臨临臺台興兴舊旧艦舰蒙蒙蓋盖蓮莲蔣蒋薦荐薩萨蘇苏蘭兰"
    "虛虚號号蟲虫術术衝冲裝装裡里補补製制複复規规視视親亲覺觉覽览觀观訂订訓训託托許许訴诉診诊詐诈詢询誠诚誇夸課课諜谍講讲謀谋謂谓譽誉豐丰貌貌貓猫賴赖"
    "趨趋車车軌轨軟软較较載载輔辅輩辈轟轰農农違违遞递鄰邻醜丑釣钓鈔钞鈴铃銅铜銷销鋒锋鋪铺錦锦鍋锅鍵键鎖锁鑑鉴閒闲闊阔闖闯阪坂際际隱隐雛雏電电霸霸靈灵韓韩"
    "韋韦頻频頸颈願愿顆颗飄飘餐餐駕驾驟骤髮发鬆松鬥斗鬧闹魯鲁鹽盐黨党齡龄啟启喪丧單单喬乔嚴严囑嘱團团園园圓圆圍围圖图執执堅坚報报塊块塵尘墜坠壓压壞坏壯壮"
    "壽寿夢梦夾夹奪夺奮奋婦妇媽妈孫孙寧宁審审寬宽寶宝屆届岡冈峽峡崗岗幾几庫库廢废張张強强彎弯後后從从憶忆應应戶户掃扫掛挂採采揮挥損损換换搖摇搶抢摯挚撥拨撤撤"
    "撫抚擬拟擺摆攔拦攤摊亂乱倉仓倆俩倫伦偉伟側侧偵侦偽伪傑杰備备債债傾倾僅仅僑侨僱雇儀仪償偿優优儲储兒儿兇凶內内兩两冊册軍军凍冻凱凯別别刪删則则剛刚創创劃划"
    "劇剧劉刘劍剑勁劲動动務务勝胜勞劳勢势勵励勸劝區区協协卻却厲厉參参吳吴呂吕員员問问嗎吗嗚呜嘆叹噴喷噸吨廬庐丟丢亞亚"
)
_SIMPLE = {ord(old): new for old, new in zip(_VARIANTS[::2], _VARIANTS[1::2], strict=True)} | {
    ord(old): new
    for old, new in zip(
        "沢国図会気対学体広実駅県辺芸経済変読売戦発竜検険験関歓権観顔桜栄円黒徳塩応価仮拡斎満薬覚挙児乗帰徴恵従",
        "泽国图会气对学体广实驿县边艺经济变读卖战发龙检险验关欢权观颜樱荣圆黑德盐应价假扩斋满药觉举儿乘归征惠从",
        strict=True,
    )
}
"""Of the commonest characters; whoever misses one is only refused."""


def simple(text: str) -> str:
    """The text with simplified characters for traditional and Japanese ones, letter for letter."""
    return text.translate(_SIMPLE)


def worth(run: str) -> Decimal | None:
    """What a run of Han numerals and digits is worth; None when it is no number."""
    whole, found, rest = run.replace("點", "点").partition("点")
    pieces = _PIECE.findall(whole)
    if found and rest:
        decimals = "".join(str(_DIGITS.get(letter, letter)) for letter in rest)
        value = _counted(pieces)
        return Decimal(f"{value}.{decimals}") if value is not None and decimals.isdigit() else None
    return _counted(pieces)


def percentages(text: str) -> list[tuple[int, int, Decimal]]:
    """Start, end and percentage of what is said as parts of a hundred or of ten."""
    found = [
        (each.start(), each.end(), worth(each[1]) if not each[1][0].isdigit() else Decimal(each[1].rstrip(".")))
        for each in _PERCENT.finditer(text)
    ]
    for each in _TENTHS.finditer(text):
        tenths = _digit(each[1])
        hundredths = _digit(each[2]) if each[2] else Decimal(0)
        if tenths is not None and hundredths is not None:
            found.append((each.start(), each.end(), tenths * 10 + hundredths))
    return [(start, end, value) for start, end, value in found if value is not None]


def years(text: str) -> str:
    """The text with years of eras in years of our calendar."""
    return _ERA.sub(lambda each: f"{_ERAS[each[1]] + _era_year(each[2])}年", text)


def _era_year(told: str) -> int:
    return 1 if told == "元" else int(told) if told.isdigit() else int(worth(told) or 0)


def _digit(told: str) -> Decimal | None:
    return Decimal(told) if told[0].isdigit() else Decimal(_DIGITS[told]) if told in _DIGITS else None


def _counted(pieces: list[str]) -> Decimal | None:
    if pieces and all(piece in _DIGITS for piece in pieces):
        return Decimal("".join(str(_DIGITS[piece]) for piece in pieces))
    total = section = Decimal(0)
    pending: Decimal | None = None
    for piece in pieces:
        if piece in _DIGITS:
            pending = Decimal(_DIGITS[piece])
        elif piece in _UNITS:
            section += (1 if pending is None else pending) * _UNITS[piece]
            pending = None
        elif piece in _MYRIADS:
            section += pending or 0
            total += (section or 1) * _MYRIADS[piece]
            section, pending = Decimal(0), None
        else:
            pending = Decimal(piece.replace(",", ""))
    return total + section + (pending or 0) if pieces else None
