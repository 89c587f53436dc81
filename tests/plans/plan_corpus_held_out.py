"""Five fictional plans that were kept aside while the reading of plans was tuned; written as in plan_corpus_words."""

AMARA = """
name: Amara Bisset
pronoun: she
about: Amara joined her school from another authority in Year 4 with a plan that was last amended in 2023.
about: Her family have been supported by a local charity.
wish: Amara dreams of being a singer on a stage.
wish: Her grandmother's long-term wish is for Amara to look after her own health.
likes: Amara likes singing, hair braiding and quizzes.
area: communication
strength: Amara initiates conversations.
need: Amara has a developmental language disorder: she has trouble finding the word she wants and mixes up tenses.
outcome: Before she leaves primary school Amara will retell a short story with a beginning, a middle and an end in four
  out of five attempts. || specific measurable time_bound personal
F: Narrative therapy twice weekly, half an hour a time, with an HLTA; targets set by the speech and language therapist.
  || what who often long oversight
F: Word maps are made with Amara for each new topic and kept in her folder. || what often
area: cognition
strength: Amara listens well to stories.
need: Amara presents with dyscalculia and cannot yet tell the time or use coins.
outcome: By the close of Year 6 Amara will tell the time to five minutes, correctly on nine of ten clocks.
  || specific measurable time_bound personal
F: Maths teaching in a group of no more than three for 30 minutes a day, delivered by a teacher with a specialist
  diploma.
  || what who group often long
F: Amara {would benefit from} {a variety of} concrete resources. || -
area: sensory
strength: Amara wears her glasses all day.
need: Amara's sickle cell disease leaves her with fatigue and joint pain, most of all in cold weather.
outcome 2: By September 2027 Amara will say when she needs a rest, before pain starts, in each PE lesson.
  || specific measurable time_bound personal
F: Rest breaks of ten minutes mid-morning and mid-afternoon in the medical room. || what often long where
need C: Amara has painful crises that can put her in hospital several times a year.
outcome: In the 12 months to July 2027 Amara will miss no more than eight days of school. || ?
G: Haematology outpatient appointment every three months with the consultant. || what who often
G: An individual healthcare plan is written by the specialist nurse and reviewed annually. || what who oversight review
none D: No identified social care needs; nil return from the assessment team on 9 May 2026.
none H1: There is no provision under this section.
none H2: None identified
place: St Jude's Church of England Primary School
budget: None has been requested.
advice: Consultant haematologist | 21/04/2026 | Dr V. Roe | YES
advice: Speech and language therapist | 28/04/2026 | I. Lamb | YES
"""

DYLAN = """
name: Dylan Farr
pronoun: he
about: Dylan is in Year 9 and was diagnosed with ADHD at the age of seven.
about: The family moved house twice during the pandemic.
wish: I would like to run my own gardening business.
wish: I wish to live near my nan.
likes: Dylan likes gardening, fishing and old films.
area: social
strength: Dylan is generous and stands up for others.
need: Dylan is impulsive and calls out, gets out of his seat and interrupts.
outcome: By the end of Key Stage 3 Dylan will wait for his turn to speak in eight out of ten class discussions.
  || specific measurable time_bound personal
F: A coaching session with the pastoral lead ¦ Pastoral lead ¦ 20 minutes each Monday and Thursday || what who often
  long
F: Movement breaks ¦ Supervised by a learning support assistant ¦ Five minutes in every hour || what who often long
  oversight
need: His self-esteem is very low and he says that he is stupid.
outcome: By spring 2027 Dylan will tell his tutor three things that he is proud of each week.
  || specific measurable time_bound personal
F: Counselling ¦ BACP-registered counsellor ¦ Weekly for ten weeks, 45 minutes || what who often long
F: {Liaison} between home and school ¦ {School staff} ¦ {As appropriate} || -
area: cognition
strength: Dylan knows the Latin names of plants.
need: Dylan's processing speed falls in the lowest two per cent, so that he runs out of time in tests.
outcome 1: By June 2027 Dylan will complete a Level 1 certificate in horticulture. || ?
F: {Quality first teaching} ¦ Subject teachers ¦ {Ongoing} || who
F: 25 % extra time in tests and a reader ¦ Exams officer, invigilated by a teaching assistant ¦ In all assessments
  || what who
F: Horticulture course ¦ Lecturer at the land-based college ¦ Half a day a week || what who often long
area: communication
strength: Dylan talks well about what interests him.
need: He has word-level reading skills of a nine-year-old, with slow decoding.
outcome: By the end of Year 10 Dylan will read a page of his course book aloud with at least 95 per cent accuracy.
  || specific measurable time_bound personal
F: Paired reading ¦ Sixth-form mentor, supervised by the English teacher ¦ Fifteen minutes, three times a week || what
  who
  often long oversight
none C: None identified at present
none G: None identified at present
need D: Dylan is a young carer for his mother, who has multiple sclerosis.
outcome 2: By Christmas 2026 Dylan will spend one evening a week at the young carers' group. || specific measurable
  time_bound personal
H1: {Support} for the family {to be confirmed}. || -
H2: Young carers' group ¦ Youth worker ¦ Two hours every Wednesday || what who often long
place: Woodfield High School
budget: Not applicable
advice: School | 05/05/2026 | D. Fry | YES
advice: ADHD nurse | 19/05/2026 | M. Cole | YES
advice: Educational psychologist | 25/05/2026 | Z. Khan | YES
"""

SAFIYA = """
name: Safiya Rahman
pronoun: she
about: Safiya came to England at the age of nine without having been to school.
about: She speaks Rohingya at home and is learning English.
wish: Safiya hopes to become a teacher.
wish: Her parents would like her to marry when she chooses and to keep her faith.
likes: Safiya likes sewing, small children and sweets.
area: sensory
strength: Safiya finds her way round school by touch and memory.
need: Safiya has retinitis pigmentosa: her field of vision is narrow and she sees nothing in dim light.
outcome: By the end of Year 8 Safiya will walk from the gate to each of her classrooms with a long cane, unaccompanied.
  || specific measurable time_bound personal
F: Mobility training with a habilitation specialist for an hour a week over two terms, on site and in the streets around
  school. || what who often long
F: All print is enlarged to 24 point on yellow paper and sent to her teachers by the QTVI a week ahead. || what who
need: She will need to read by touch within a few years.
outcome 1: By July 2028 Safiya will read uncontracted braille at 20 words a minute. || specific measurable time_bound
  personal
F: Braille lessons every day for 40 minutes, individually, taught by a teacher qualified in braille. || what who group
  often long
area: cognition
strength: Safiya is hard-working and quick to learn.
need: Interrupted schooling has left Safiya with gaps in every subject.
outcome: In two years' time Safiya will reach the standard of a ten-year-old in number. || ?
F: {Opportunities to} catch up {where possible}. || -
F: Small-group tuition for three pupils in mathematics by a qualified teacher, four hours a week for two terms.
  || what who group often long
area: social
strength: Safiya is gentle with younger pupils.
need: Safiya startles at raised voices, sleeps badly and withdraws when she is reminded of what she lived through.
outcome: By the summer of 2027 Safiya will {have access to} a trusted person. || time_bound
F: Trauma-focused therapy from a clinical psychologist, 16 weekly appointments of one hour. || what who often long
F: The form tutor greets Safiya at the door on arrival and again after lunch. || what who
none C: No health needs have been identified by the health assessment dated 11/06/2026
none G: None
need D: Safiya's family do not know which services they are entitled to, and she interprets for them.
outcome: From January 2027 Safiya will no longer interpret at appointments. || ?
H1: None required
H2: A family support worker visits at home once a fortnight for 90 minutes, with an interpreter. || what who often
  long where
place: Harbour Road Academy, mainstream.
budget: No
advice: Qualified teacher for visual impairment | 02/06/2026 | C. Wyatt | YES
advice: Paediatrician | 11/06/2026 | Dr N. Obi | NO
"""

OSKAR = """
name: Oskar Lind
pronoun: he
about: Oskar attends a nursery in the mornings and is due to start school next September.
about: He was referred by his health visitor at the two-year check.
wish: Oskar's mother hopes that he will talk to her.
wish: His father would love to take him to a football match.
likes: Oskar likes bubbles, spinning tops and his sister.
area: communication
strength: Oskar looks when his name is sung.
need: Oskar is non-verbal and communicates by crying or by leading people by the sleeve.
outcome 1: By September 2027 Oskar will hand over a photograph to ask for one of six things.
  || specific measurable time_bound personal
F: His key person offers a choice of two photographs at snack, at play and at home time, that is ten times each morning.
  || what who often
F: Early years practitioners sing greetings and transition songs, in line with a programme from the speech and language
  therapist, who visits once every six weeks. || what who often
need: He rarely shares attention with others.
outcome: By Easter 2027 Oskar will look between a toy and an adult five times in ten minutes.
  || specific measurable time_bound personal
F: Bucket time, daily, ten minutes, with two other children. || what group often long
area: sensory
strength: Oskar builds tall towers.
need: Oskar eats sand and paint and puts small objects in his mouth.
outcome: By the end of the nursery year Oskar will spit out what is not food when he is told to, every time.
  || specific measurable time_bound personal
F: A one-to-one practitioner for 15 hours a week who keeps small objects out of reach. || who group often long
F: {Differentiated curriculum} {consisting of} sensory play. || -
area: social
strength: Oskar is calm in water.
need: He bangs his head when he is left to wait.
outcome: Within six months Oskar will wait one minute with a sand timer. || specific measurable time_bound personal
F: Educational psychologist reviews the waiting plan with staff at the end of every half term. || what who often review
need C: Oskar wakes four or five times a night.
outcome 2: By July 2027 Oskar will sleep through on six nights a week. || specific measurable time_bound personal
G: Sleep clinic led by a specialist health visitor, three appointments of 40 minutes before Easter. || what who long
none D: There are currently no identified social care needs.
none H1: Not required
none H2: Not required
place: Not yet named.
draft: yes
budget: Not requested at this time.
advice: Health visitor | 16/09/2026 | J. Marsh | YES
advice: Nursery SENCo | 18/09/2026 | U. Pratt | YES
"""

WREN = """
name: Wren Castellan
pronoun: they
absent: G
about: Wren had a brain injury in a road accident at the age of eleven.
about: Before that they were a keen gymnast.
wish: Wren wants to study drama at sixth form.
wish: I want to go out with my mates without a carer.
likes: Wren likes theatre, baking shows and board games.
area: cognition
strength: Wren's vocabulary is in the above-average range.
need: Wren's recall of new facts lasts less than a day, and they repeat questions.
outcome: By the end of Year 11 Wren will look up their day in a phone diary without being reminded, five days out of
  five.
  || specific measurable time_bound personal
F: Errorless learning of class notes, 30 minutes, at the end of the school day, one to one, with a cognitive
  rehabilitation
  assistant directed by the neuropsychologist. || what who group often long oversight
F: Flexible {interventions} {including but not limited to} memory games. || -
need: Planning and decision making are impaired, and Wren leaves tasks half done.
outcome 1: By May 2027 Wren will plan, cast and put on a ten-minute scene. || specific measurable time_bound personal
F: Goal management training by an occupational therapist, 90 minutes a week for nine weeks, in a group of six. || what
  who
  group often long
area: sensory
strength: Wren's strength has come back on the right side.
need: Weakness of the left arm and leg makes stairs, carrying and long corridors hard.
outcome: By July 2027 Wren will walk up two flights of stairs with one rail. || specific measurable time_bound personal
F: A physiotherapy gym session in the fitness suite every other day, 25 minutes, with a PE teacher trained by the
  physiotherapist. || what who often long where
F: A locker on each floor and a lift pass. || what
area: social
strength: Wren is witty.
need: Wren no longer reads other people's reactions and says whatever comes to mind.
outcome: By Christmas 2027 Wren will {continue to} be included by friends. || time_bound personal
F: A {key adult} will {be available} {from time to time}. || -
need C: Headaches and tiredness come on after two hours of mental effort.
outcome: By July 2027 Wren will pace themselves, taking every planned rest. || specific measurable time_bound personal
F: Two rest periods of 20 minutes a day in the wellbeing room. || what often long where
need D: Wren is not safe outdoors alone and has no time away from their family.
outcome 2: By August 2027 Wren will meet friends in town twice a month, out of sight of a carer.
  || specific measurable time_bound personal
H1: A personal assistant for five hours each weekend. || who often long
H2: Care {following assessment by} adult services. || -
place: Type of setting: mainstream secondary school
budget: The family has a personal budget for the personal assistant.
advice: Neuropsychologist | 08/02/2026 | Dr B. Anand | YES
advice: Social worker | 15/02/2026 | L. Todd | YES
"""

HELD_OUT = (AMARA, DYLAN, SAFIYA, OSKAR, WREN)
