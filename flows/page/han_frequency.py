"""The Chinese characters that running text is made of: the yardstick of "does this read as Chinese?"."""

_SIMPLIFIED_AND_SHARED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员"
    "解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件"
    "计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔影近找改"
    "造称参收根风士布车组织台号请党府研究费价支持案证质投济育城环境技企责服省县级议项令编辑评网站版首页闻"
    "登录注册链联容搜索返息阅读图片源专视频财娱乐房汽委办按照单依施"
)
_TRADITIONAL = (
    "這個們來爲為國說時會對於著過發後裏裡種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見"
    "產話內給門兒東聲員論處義幾認條氣題爾別變總電數報結務場計資許統區隊決馬書則聽卻達強難權設記類據邊張該"
    "規萬覺術領確傳師觀讓識帶導爭運筆稱參風車組織臺號請黨費價證質濟環責縣級議項編輯評網頁聞錄冊鏈聯閱讀圖"
    "專視頻財娛樂辦單嗎吧呢"
)

COMMON_HAN = frozenset(_SIMPLIFIED_AND_SHARED + _TRADITIONAL)
"""The most frequent characters of modern Chinese and of web pages, in both scripts.

They make up two thirds to four fifths of any running text, and less than an eighth of the characters that a wrong
charset gives, because those are spread evenly over the tables.
"""


def count_han(text: str) -> tuple[int, int]:
    """Return (Han characters, those of them that are common) of `text`. Walks the text in Python: pass samples."""
    han = [char for char in text if "\u3400" <= char <= "\u9fff" or char >= "\U00020000"]
    return len(han), sum(map(COMMON_HAN.__contains__, han))


def common_share(text: str) -> float:
    """Return the share of common characters among the Han characters of `text`; 0.0 where it has none."""
    han, common = count_han(text)
    return common / han if han else 0.0
