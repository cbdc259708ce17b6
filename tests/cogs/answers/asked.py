"""What the recorded questions ask, on each database of `tests.helpers.answered`; see `tests.helpers.questions`."""

ONE_SHOW = """
near /cast who=Trish
near /cast who=trish walker season=2
near /cast who=Krysten R
near /cast who=Kilgrave season=3
near /cast who=Trish as_of=2016-12-01
near /cast who=Trish season=9
near /cast who=The Stranger
near /cast who=Zora Quillfeather
near /cast who=Ann Newcomer > Sources
near /cast who=Alisa Jones
near /cast who=Luke Cage
near /cast who=Walker > Trish Walker
near /cast who=Walker as_of=late 2016
near /cast who=Kristen Riter
near /cast who=Kirsten Ritter > Krysten Ritter
near /cast who=Zorblax
near /cast who=everyone
near /cast who=everyone > Next › > Next ›
near /cast who=everyone > (kim) Next ›
near /cast who=everyone season=4
near /cast who=all season=3 as_of=2018-01-01
near /cast who=…
near /cast who=stra…
near /cast as_of=2016-12-01 who=oscar a…
near /cast as_of=2016-13 who=tri…
near /cast who=… > Everyone: the whole cast
near /cast show=jes…
near /director of=2x07
near /director of=S02E03
near /director of=season 2 > Sources > Next ›
near /director of=season 3
near /director of=Ann Newcomer
near /director of=season 4
near /director of=sea…
near /director of=season 4 as_of=2018-01-01
near /writer of=2x07
near /writer of=season 1 > Sources
near /writer of=Melissa Rosenberg
near /writer of=mel…
near /writer of=2x07 as_of=2018-01-01
near /episode episode=2x07
near /episode episode=3x03
near /episode episode=AKA Smile
near /episode episode=9x09
near /episode episode=pilot
near /episode episode=next
near /director of=season 2 finale
near /director of=season 2 finale as_of=2017-01-01
near /director of=latest as_of=2018-06-01
near /director of=next as_of=2018-01-01
near /writer of=first episode of season 3
near /news about=S3 finale
near /next > Sources
far /next
new /next
near /season number=2
near /season number=3
near /season number=4 > Sources
near /season number=7
near /season number=3 as_of=2018-06-01
near /news
near /news > Next › > Next › > ‹ Back
near /news about=Krysten Ritter
near /news season=4
near /news status=rumoured
far /cast who=Trish
far /cast who=The Lamplighter
far /cast who=Ines
far /cast who=captain…
far /director of=2x07
far /director of=season 2
far /episode episode=The Ferry
far /episode episode=…
far /season number=4
far /season number=3
far /news season=4
far /cast who=The Stranger
new /cast who=Trish
new /cast who=everyone season=2
new /director of=S02E07
new /episode episode=207
new /season number=2
new /news
new /cast who=z…
""".strip().splitlines()

TWO_SHOWS = """
near /cast who=Trish
near /cast who=Krysten Ritter > Sources
near /cast who=Jessica
near /cast who=Killgrave show=JJ
near /cast who=Captain show=Night Ferry
near /cast who=everyone show=night
near /cast who=everyone season=2 > Next › > Sources
near /cast who=Rachel Tailor
near /cast who=Trish > Roles of Rachael Taylor > Cast
near /cast who=Trish as_of=2030-01-01
near /cast who=Trish as_of=the other day
near /cast who=id:p1
near /cast who=Trish show=Nope
near /cast who=j…
near /cast who=krsten…
near /cast who=k rit…
near /cast who=trish… > Trish Walker (character)
near /cast show=…
near /cast who=Ines show=nig… > Night Ferry
near /cast show=Night Ferry who=ca… > Captain Ines Vale (character)
near /director of=AKA Smile
near /director of=3x02
near /director of=S02E03 as_of=2018-01-01
near /director of=Anna Foerster
near /director of=Clarkson
near /director of=Walker
near /director of=Hanna Foerster > Anna Foerster
near /director of=season 2 show=Night Ferry
near /director of=2x02 show=Night Ferry > Sources
near /director of=an…
near /director of=season 3…
near /director show=Night Ferry of=l…
near /episode episode=S01E13
near /episode episode=AKA Smlie
near /episode episode=AKA
near /episode episode=smile…
near /episode show=Night Ferry episode=…
near /episode episode=1x01 show=Night Ferry > Sources
near /season number=1
near /season number=2 as_of=2017-01-01
near /season number=3 show=Night Ferry > Sources
near /season number=0
near /news about=Kilgrave
near /news about=S02E07
near /news about=Trish Walker season=2
near /news status=denied
near /news status=confirmed as_of=2018-06-01
near /news about=Jennifer
near /news about=Zorblax
near /news about=kil…
near /news season=2 > Next › > Sources
near /news show=Night Ferry
far /cast who=Ines
far /cast who=everyone
far /cast who=everyone season=3
far /cast who=Cornelius Thrale
far /cast who=Moss
far /cast who=Trish show=Jessica Jones
far /cast who=Ines show=Jessica Jones
far /cast who=corn…
far /cast who=…
far /director of=1x02 > Ivo Marsh, Jr.
far /director of=Ivo Marsh, Jr.
far /director of=2x03
far /director of=season 1
far /director of=…
far /writer of=1x02 show=Night Ferry
far /writer show=nig…
far /next > Season 3
near /next show=Night Ferry
near /next show=nig…
far /episode episode=Dead Reckoning
far /episode episode=2x02
far /season number=3
far /season number=2
far /season number=3 as_of=2026-10-01
far /news
far /news about=Noor Haddad
far /news about=no…
far /director show=har…
far /episode show=JJ…
far /season show=nig…
far /news show=x…
new /cast who=Trish
new /cast who=Trish show=Jessica Jones
new /cast who=tri…
new /cast who=everyone show=Night Ferry
new /director of=2x07
new /episode episode=2x07
new /season number=2
new /season number=2 show=jessica
new /news
""".strip().splitlines()

ASKED = {"one show": ONE_SHOW, "two shows": TWO_SHOWS}
