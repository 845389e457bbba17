"""How likely a text is Chinese, Japanese or Korean: by the signs that these write most often.

The lists are of everyday prose and of the words of sheets of units; a sign that is not in them is
judged by where it stands in the national standard, which has the usual ones first.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

CHINESE = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能"
    "下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加"
    "量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与"
    "关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者"
    "最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少"
    "图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光"
    "门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采"
    "转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节"
    "话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容际商非"
    "验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往历市克何除消构府称太准精值号率"
    "族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县"
    "局照参红细引听该铁价严师旅营甲坦克舰机港雷弹陆空兵阵司令台湾城州镇村岛河湖纬经名称编番驻"
    "防警炮射侦察后勤工程"
)
# those of the above that Taiwan and Hong Kong write in another way, and a few of their own
TRADITIONAL = (
    "這為個國時來們於對會發動過說產種後學經進著電裡現實兩體機當點從業應開還樣與關線內數麼質氣"
    "變條沒結解問無軍並題黨員總設長頭資邊級圖統較將組見計別論運農幾區強決幹戰則據處隊給門規熱"
    "領東導壓爭濟階術極聯認權證轉單風帶場車務萬達積議聲報鬥類離華確張馬節話況溫傳許廣記觀越織"
    "裝眾書復際驗連斷難礦週備辦習響約勞團歷構稱準號維劃選標寫親養層卻專狀廠識適屬圓滿縣參紅細"
    "聽該鐵價嚴師旅營艦彈陸兵陣臺灣鎮島緯稱編駐砲偵"
)
JAPANESE = (
    "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内"
    "相方四定今回新場金員九入選立開手米力学問高代明実円関決子動京全目表戦経通外最言氏現理調体"
    "化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加山思家"
    "話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名"
    "交資予川向際査勝面委告軍文反元重近千考判認画海参売利組知案道信策集在件団別物側任引使求所"
    "次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙果西勢減台広容必"
    "応演電歳住争談能無再位置企真流格有疑口過局少放税検藤町常校料沢裁状工建語球営空職証土与急"
    "止送援供可役構木割聞身費付施切由説転食比難防補車優夫研収断井何南石足違消境神番規術護態導"
    "鮮備宅配副視条独警宮究育席輸楽起万着乗店述残想線率農州武声質念待族銀域助労例衛然早張映限"
    "環追商葉義伝働形景落好担退準造英技低毎医復仕去味負渡失差課末守極種岡影福蔵量松非撃佐核観"
    "察整段白深字夜製票況音申様港注呼達師隊旅砲兵歩艦司令緯経装甲駐屯普"
)
KOREAN = (
    "이다는의에을가고하지를은한로기사도서자대정인나리어있시아으수원제일보상전해주국동부장회공"
    "만들성과것면스라마여년구군조단포병갑차육강산남북안연합통신비행경관방위중소총무화학련습오"
    "세적그와계연유영당내후백천십삼사칠팔구날월명칭도위여급특임진김박최울용평양"
)


class Script(NamedTuple):
    """An encoding's national standard: a codec of its own, and the rows with its usual signs.

    Rows are the first bytes of signs in the standard; `signs` are those of punctuation.
    """

    standard: str
    usual: frozenset[int]
    signs: frozenset[int]
    common: frozenset[str]


_KANJI = frozenset((0xA4, 0xA5, *range(0xB0, 0xD0)))
_MARKS = frozenset((0xA1, 0xA2, 0xA3))
_JAPANESE = Script("euc_jp", _KANJI, _MARKS, frozenset(JAPANESE))
SCRIPTS = {
    "gb18030": Script("gb2312", frozenset(range(0xB0, 0xD8)), _MARKS, frozenset(CHINESE)),
    "cp950": Script(
        "big5", frozenset(range(0xA4, 0xC7)), _MARKS, frozenset(CHINESE) | frozenset(TRADITIONAL)
    ),
    "cp932": _JAPANESE,
    "euc_jp": _JAPANESE,
    "cp949": Script(
        "euc_kr", frozenset(range(0xB0, 0xC9)), frozenset(range(0xA1, 0xAD)), frozenset(KOREAN)
    ),
}

# logarithms of how likely a sign is
COMMON, KANA, USUAL, MARK, RARE, OTHER = -4.0, -5.0, -8.0, -6.0, -14.0, -20.0

_CHUNK = re.compile(r"[^\s,;|\"]*[^\x00-\x7f][^\s,;|\"]*")


def eastern_likelihood(text: str, codec: str, *, most: int) -> float:
    """Return how likely it is (a logarithm) that a text that an encoding makes is meant so.

    `most` is of how many different cells.
    """
    cells = list(dict.fromkeys(_CHUNK.findall(text)))[:most]
    return sum(_judge(sign, codec) for cell in cells for sign in cell if sign > "\x7f")


@cache
def _judge(sign: str, codec: str) -> float:
    script = SCRIPTS[codec]
    if sign in script.common:
        return COMMON
    try:
        code = sign.encode(script.standard)
    except UnicodeEncodeError:
        return OTHER
    # longer ones are composed of parts, which the standard has for what it has not
    row = code[0] if len(code) == 2 else 0
    if "ぁ" <= sign <= "ヺ" or sign == "ー":
        return KANA if script is _JAPANESE else OTHER
    if row in script.signs:
        return MARK
    return USUAL if row in script.usual else RARE if row else OTHER
