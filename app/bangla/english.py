"""English words that sound like romanised Bangla when spelled loosely: both and bhot, car and chor.

Chosen by hand: common short words built as Bangla ones are. Longer ones, and those with clusters that no
romanised Bangla has, need not be here. A few names of people and things are among them.
"""

from __future__ import annotations

from collections.abc import Sequence

_WORDS = """
able about above abuse account acid across act acted action actor add added adder address adhere admit adult
advice affair after again age aged agency agent ago agree air all allow alone along also am amend amid among
amount and anger angle animal annual any anyone apart appeal apply are area arm army arose array arrive art
ash aside ask asleep ate aunt avoid award aware away awe axis baby back bad bag bail bake baker baking
balance bald ball ballot ban band bang bank bar bare base based basic basin basis bat batch bath bathe
batter batters battery battle bay beach bean bear beat bee been beer bees before begin behave being bell
below belt bench bend best bet better between beyond bid big bike bill bin bird birth bit bite bitter black
blade board boat boats body boil bold bomb bond bone bonus book boom boot booth boots border bore bored
boring born boss both bother bothers bottle bottom bought bow bowl box boy boys bra brain brave bread break
bring buddy build bull bump burn bus busy but butter button buy buyer bye cable cake call called calm came
camel camp can canal cancel cancer candy cane cap cape capital car card care career careful carry cart case
cash cast cat catch cater cause cave cease cell cent center central chain chair chalk chance change chant
char charge charity chart chase chat cheap cheat check cheer chef chest chicken chief child chill chin china
choir choose chop chore chosen cigar city civic civil claim clan class clay clean clear clerk clinic clock
close cloth cloud club coach coal coast coat code coin cold collar colon color column come comes cook cool
cope copy cord core corn corner corona cost cot couch could count county coup couple courage course court
cover cow cream create crew cricket crime crop cross crowd cry cuda cup cure current curry custom cut cute
cycle dad daily dairy dam damage damn dance danger dare dark dash data date dawn day dead deaf deal dean
dear death debate debit debt decide deed deep deer deliver delta demand den deny depend deputy desire desk
detail device dial diary did die diet dig digit dim dime dine diner dinner dip direct dirt dirty dish dive
divide doctor does dog doll dollar dome done donor door dose dot double doubt dove down dozen drag draw
dream dress drill drink drive drop drug dry dual duck due duke dull dumb dump during dust duty each eager
ear early earn earth ease east easy eat edge edit effort egg eight elder elect else empty end enemy enjoy
enter entry equal error even event ever every evil exam exit eye face fact fade fail fair fairy faith fake
fall false fame family fan far fare farm farmer fast fat fate father fatter fault favor favour fear feast
fed fee feed feel feet fell fellow felt female fence fever few field fifth fifty fight figure file fill film
final find fine finger finish fire firm fish fit five fix flag flat fled flight flood floor flour flow fly
foam focus fog foil fold folk follow food fool foot for force forget fork form former fort forty found four
fresh frog from front fruit full fun fund fur future gain game gang garage garden gas gate gather gave gear
gender gene giant gift girl give given giver glad glass global glow go goal goat god goes gold golden golf
gone good goods got govern gown grade grain grand grant green grew grey grip ground group grow guard guest
guide guilty gum gun guy habit had hair half hall halt hand handle hang happen happy harbor hard hardly harm
has hat hate hatred have head heal health hear heard heart heat heavy heel height held hell hello help hen
her herb here hero hers hide high hill him hint hip hire his hit hold hole holy home honest honey honor
honour hood hook hope horn horse host hot hotel hour house how huge human humor hunger hunt hurry hurt ice
idea ideal idle ill image income indeed indoor infant inn inner input inside into iron island issue item its
jail jam jar jaw jazz jean jeans jet jewel job join joint joke jolly journey joy judge juice jump junior
jury just keen keep kept key kick kid kill kind king kit knee knew know knows label labor labour lack lad
ladder lady laid lake lamb lamp land lane large laser last late later latest latter laugh launch law lawn
lawyer lay layer lazy lead leader leaf leak lean learn lease least leather leave led left leg legal lemon
lend less lesson let letter level liar liberty lid lie life lift light like likely limb lime limit line
linen liner link lion lip list listen lit liter little live liver load loan lobby local lock log logo lonely
long look loop loose lord lose loss lost lot loud love lovely lover low lower loyal luca luck lucky lunch
lung machine mad madam made maggi magic maid mail main major make maker male mall man manage manager manner
manual many map march mare margin mark market marry mask mass master mat match mate mater matter may mayor
meal mean means meat medal media medical meet melt member memory men menu mercy mere merit merry mess met
metal meter method middle might mild mile milk mill mind mine miner minor mint minute mirror miss mission
mix mobile mode model modern modest mole moment money month mood moon moral more morning mosque most moth
mother motion motor mount mouse mouth move movie much mud mug murder muscle museum music must mute mutual my
nail naked name narrow nation native nature navy near neat neck need needle needy neither nerve nest net
never new news next nice night nine ninth noble nobody nod noise none noon nor normal north nose not note
notice novel now number nurse nut oath obey object ocean odd off offer office often oil old older once one
onion only onto open opera oral order organ otf other others ought our out outer oven over own owner pace
pack pact pad page paid pain paint pair palace pale palm pan panel panic paper parade parcel pardon parent
park part partner party pass past paste pat patch path patient patrol pause pave pay peace peak pear pen
penalty people pepper per period permit person pet petty phase phone photo piano pick picnic picture pie
piece pig pile pill pilot pin pine pink pipe pit pity place plain plan plane plant plate play player please
plot poem poet point poison pole police policy polite poll pond pony pool poor pope popular port pose post
pot pour power pray prayer press price pride prime print prison prize profit proof proper proud prove public
pull pump pupil pure push put queen query quick quiet quit quite race racer rack radio rail rain raise rally
ran random range rank rapid rare rat rate rather raw ray reach read reader ready real rear reason rebel
recall recent red reduce refer reform refuse regard region regret relate relax relief rely remain remedy
remote remove rent repair repeat reply report rescue rest result retail retire return reveal review reward
rib rice rich ride rider right ring riot rip ripe rise risk rival river road roads roar rob robe robot rock
rod role roll roof room root rope rose rotate rotten rough round route routine row royal rub rubber rude
ruin rule ruler rumor rumour run runner rural rush sack sacred sad safe safety said sail saint sake salad
salary sale salt same sample sand sane sat save saw say scale scan scene school score sea seal search season
seat second secret sector secure see seed seek seem seen seize self sell seller send senior sense sent
series serve server service set seven sever shade shadow shake shall shame shape share shark sharp shave she
shed sheep sheer sheet shelf shell shine ship shirt shock shoe shook shoot shop shore short shot should
shout show shower shut shy sick side sigh sight sign silent silk silly silver simple since sing singer
single sink sir sister sit site six sixth sixty size skill skin sky slave sleep slow small smart smell smile
smoke snake snow soap social soft soil solar sold sole solid some son song soon sore sorry sort soul sound
soup sour south space spare speak speech speed spend spirit split sport spot spray spread staff stage stair
stamp stand star stare start state station stay steal steam steel step stick still stock stone stood stop
store storm story stove stream street stress strike string strip strong study stupid style subject such
sudden suffer sugar suit sum summer sun super supply sure surface survey swear sweet swim table tackle tail
take taken taker tale talent talk tall tame tank tap tape tar target tartar task taste tax tea teach teacher
team tear teen teeth tell teller temper temple ten tend tender tennis tent tenth term test text than thank
that the theater their them then theory there they thick thief thin thing think third thirty this those
though thought threat three throat throw thus tick ticket tide tidy tie tight tile till timber time tin tiny
tip tire tired title today toe toilet told toll tomato tomb ton tone tongue too took tool tooth top topic
torn total touch tough tour toward towel tower town toy track trade train treat tree trial tribe trick trip
troop truck true trust truth try tube tuition tumor tune tunnel turn twelve twenty twice twin two type ugly
uncle under union unit unite united unity until upon upper urban urge use used user usual vacant vaccine
vain val valid valley valor value van vanity vary vast vault vector vein venue verb verse very vessel vet
victim victor video view villa village vine violent virus visa visit vital vivid vocal voice volume vote
voter votes vowel wage wait wake walk wall want war ward warm warn wash waste watch water wave way weak
wealth wear weather wed week weigh well went were west wet what wheat wheel when where which while whip
white who whole whom why wide wife wild will win wind wine wing winner winter wipe wire wise wish wit with
woke wolf woman women won wonder wood wool word wore work worker world worry worse worst worth would wound
wrap write wrong yamato yard year yell yellow yes yet yield you young your youth zero zone zoo
"""

COMMON_WORDS = frozenset(_WORDS.split())


# What English sentences are held together by, and romanised Bangla hardly has.
_HOLDING_WORDS = """
the of and to in is for that a be are was were this with by on as at it from or an not have has will they
their you your we our his her he she who which there than into been can all any no if but so do does did
"""
_HOLDING = frozenset(_HOLDING_WORDS.split())
_SHARE_HOLDING = 0.12


def reads_english(words: Sequence[str]) -> bool:
    """Whether the words of a sentence, in the safe view, are English."""
    return bool(words) and sum(word in _HOLDING for word in words) >= _SHARE_HOLDING * len(words)
