"""Words of Japanese, Chinese and Korean. They are written together or with endings, so they are found within a text."""

import re
from collections.abc import Iterator

HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3041-\u309f\u3400-\u9fff\uf900-\ufaff"
"""Characters of which each may be a word by itself: Chinese ones, and hiragana."""
KATAKANA = r"\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"
SIGNS = r"\u3000-\u3004\u3008-\u3020\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65·"
"""Punctuation of these languages."""
UNSPACED = re.compile(f"[{HAN}{KATAKANA}{HANGUL}]")

TELEVISION = frozenset(
    """
    シーズン ドラマ 最終回 最終話 予告編 予告 配信 放送 放映 視聴者 視聴率 キャスト 出演 主演 続投 打ち切り 制作 製作
    続編 撮影 監督 脚本 脚本家 演出 シリーズ エピソード ファン 吹替 スピンオフ リブート 配役 登場人物 結末 第一話 役で
    役を 电视剧 剧集 新剧 美剧 英剧 网剧 续订 预告 预告片 大结局 结局 收视 收视率 播出 开播 首播 定档 开机 杀青 导演
    编剧 主演 饰演 出演 加盟 阵容 演员阵容 主演阵容 演员表 剧情 剧组 停播 砍掉 追剧 剧透 影集 新一季 播映 電視劇 劇集
    新劇 美劇 續訂 預告 大結局 結局 收視 首播 定檔 開機 殺青 導演 編劇 飾演 陣容 劇情 停播 시즌 드라마 방송 방영 출연
    출연진 예고편 최종회 마지막회 시청률 시청자 종영 캐스팅 제작 촬영 감독 각본 작가 주연 조연 결말 시리즈 스핀오프
    회차 연기하는
    """.split()
)
ELSEWHERE = frozenset(
    """
    乗客 旅客 運航 欠航 増便 減便 時刻表 火災 台風 航路 運賃 観光客 船会社 運航会社 出港 入港 避難 事故 警察 逮捕 選挙
    市長 選手 試合 連勝 優勝 得点 新曲 アルバム ツアー コンサート 祭り 乘客 停运 停航 码头 港口 售票 船票 航线 班次
    游客 轮渡 海事 台风 大风 火灾 警方 逮捕 选举 市长 球队 前锋 进球 连胜 比赛 专辑 巡演 演唱会 灯会 救援 停運 碼頭
    航線 遊客 颱風 火災 專輯 演唱會 승객 화재 대피 해경 운항 선사 증편 항구 여객터미널 뱃길 관광객 축제 경찰 체포 선거
    앨범 투어 콘서트 신곡 연승 선수 경기 득점 우승 결항 태풍 운임
    """.split()
)
CREDITED = frozenset(
    """
    主演 主演の に主演した で主演した に出演した に出演の 出演の の主演 俳優 女優 の俳優 の女優 女主角 男主角 主角
    演员 明星 女星 男星 导演 演員 導演 주연 배우 스타 의주연 의배우 출신
    """.split()
)
"""Between a title and a person's name: somebody known from the show, whatever they do now."""
OTHER_WORKS = frozenset(
    """
    映画 小説 舞台 ミュージカル 漫画 楽曲 電影 电影 小说 音乐剧 话剧 歌曲 漫画 游戏 영화 소설 뮤지컬 연극 노래 웹툰 게임
    """.split()
)
"""Directly before a title: something other than a series."""
KNOWN_FOR = frozenset("で知られる でおなじみ で有名 で人気 으로알려진 로알려진 출신".split())
"""After a title that is named in passing."""
AND_MORE = frozenset("など ほか 等 등".split())
# What these words follow in Korean, and what others end with there.
_PARTICLES = (
    "으로부터 에서는 에게서 이라는 이라고 까지 부터 에서 에게 에는 에도 으로 처럼 보다 라는 라고 와의 과의 "
    "은 는 이 가 을 를 의 에 로 와 과 도 만 씨 랑"
).split()
_WORDS = TELEVISION | ELSEWHERE | CREDITED | OTHER_WORKS | KNOWN_FOR | AND_MORE
_LONGEST_WORD = max(map(len, _WORDS))
_ANY = re.compile("|".join(sorted(map(re.escape, TELEVISION | ELSEWHERE), key=len, reverse=True)))
_FIGURES = {sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)}
_SEASON = re.compile(
    r"第\s?(?P<counted>[0-9０-９]{1,3}|[一二三四五六七八九十])\s?(?:季|期|シーズン|シリーズ)"
    r"|(?:シーズン|시즌)\s?(?P<after>[0-9０-９]{1,3})|(?<![0-9])(?P<before>[0-9]{1,3})\s?시즌"
)


def words_in(text: str) -> set[str]:
    """The words of these vocabularies that the text has, of overlapping ones the longest."""
    return set(_ANY.findall(text)) if UNSPACED.search(text) else set()


def first_word(text: str) -> str:
    """The longest of these words with which the text begins, spaces aside; "" for none."""
    begins = "".join(text[: 2 * _LONGEST_WORD].split())
    return next((begins[:size] for size in range(_LONGEST_WORD, 0, -1) if begins[:size] in _WORDS), "")


def last_word(text: str) -> str:
    """The longest of these words with which the text ends; "" for none."""
    return next((text[-size:] for size in range(_LONGEST_WORD, 0, -1) if text[-size:] in _WORDS), "")


def seasons(text: str) -> Iterator[int]:
    """The seasons that a text names: "第2期", "第二季", "시즌2"."""
    for found in _SEASON.finditer(text):
        number = found["counted"] or found["after"] or found["before"]
        yield _FIGURES.get(number) or int(number)


def without_particle(word: str) -> Iterator[str]:
    """What a Korean word may be without the particle at its end: "여객선" for "여객선이"."""
    for particle in _PARTICLES:
        if len(word) > len(particle) and word.endswith(particle):
            yield word.removesuffix(particle)
