"""Ten fictional plans as words with their answers, by which the reading of plans was tuned; it knows no layout.

A line begins with its key; indented lines go on. Braces mark the phrases that are to be flagged, "||" comes before what
a line of provision gives or an outcome meets, "¦" parts what, who and how often. `outcome N` answers aspiration N.
"""

ROWAN = """
name: Rowan Ashdown
pronoun: she
about: Rowan is eight and lives with her mum, her grandad and two older brothers in a village outside the town.
about: She was born six weeks early and went to a local nursery from the age of three.
wish: I would love to be a vet and look after horses.
wish: Mum hopes that Rowan will one day be able to use the bus and the shops without her.
likes: Rowan likes swimming, drawing animals and feeding the school guinea pigs.
area: communication
strength: Rowan is chatty with people she knows and can tell you every breed of horse.
need: Rowan finds it hard to follow spoken instructions with more than two parts, so that she often copies others.
outcome: By the end of Year 6 Rowan will follow three-part spoken instructions in class on 4 out of 5 occasions.
  || specific measurable time_bound personal
F: A teaching assistant trained in Blank Level questioning works with Rowan individually for 15 minutes on four days a
  week in the library, following a plan written by the speech and language therapist, who reviews it each term.
  || what who group often long where oversight review
F: Instructions in lessons are given in chunks of no more than two and backed up with Makaton signs.
  || what where
need: She has a moderate stammer, which becomes more noticeable when she is tired.
outcome: Within 12 months Rowan will use her two chosen techniques to get through a stammer when she reads to her class.
  || specific measurable time_bound personal
F: Speech and language therapy by a qualified speech and language therapist, six sessions of 45 minutes per term.
  || what who often long
area: cognition
strength: Rowan remembers facts about animals and enjoys finding things out.
need: Rowan is working about two years behind her class in reading. She is unable to blend sounds reliably.
outcome: By July 2028 Rowan will read 100 common words at sight. || specific measurable time_bound personal
F: {Access to} a phonics {intervention} {as required}. || what
F: {Some} additional {support} for reading from {school staff}. || -
area: social
strength: Rowan is kind to younger children.
need: Rowan becomes very anxious when routines change, and may hide under a table or leave the room.
outcome 2: Rowan will {improve} her confidence in new situations. || personal
F: The class teacher talks a visual timetable through with Rowan at the start of every school day. || what who often
F: {Opportunities for} time out {when needed} with a {key adult}. || -
area: sensory
strength: Rowan swims 50 metres and rides well.
need: Loud and sudden noise is painful for Rowan and she covers her ears in the dining hall.
outcome: By Easter 2027 Rowan will eat her lunch in the dining hall with her friends three times a week.
  || specific measurable time_bound personal
F: Ear defenders, kept in Rowan's tray. || what
F: An occupational therapist visits once a term for one hour to update the sensory diet. || what who often long review
need C: Rowan has asthma and carries a blue inhaler, which she forgets to use before PE.
outcome: By December 2026 Rowan will use her inhaler before every PE lesson without a reminder.
  || specific measurable time_bound personal
G: The school nurse trains staff in asthma care each September and checks the care plan. || what who often
none D: No social care needs were identified. Checked with Early Help on 12/03/2026.
none H1: None
none H2: None required at present.
place: Millbrook Primary School; a mainstream school for children aged 4 to 11.
budget: No direct payment has been requested.
advice: Educational psychologist | 03/02/2026 | Dr A. Penn | YES
advice: Speech and language therapist | 11/02/2026 | L. Croft | YES
advice: Community paediatrician | 20/02/2026 | Dr S. Imran | YES
"""

IFE = """
name: Ife Adeyemi
pronoun: he
about: Ife moved to this country when he was five and speaks Yoruba and English at home.
about: He has attended three primary schools.
wish: Ife wants to be a footballer or to work with cars.
wish: His parents' long-term hope is that he will get a job that he enjoys and manage his own money.
likes: Ife likes football, cars and cooking with his dad.
area: cognition
strength: Ife has a good general knowledge and asks thoughtful questions.
need: Ife has a specific difficulty with working memory and loses track of what he was asked to do.
outcome: By the end of Key Stage 2 Ife will finish a four-step task using his own checklist, in 8 out of 10 lessons.
  || specific measurable time_bound personal
F: Ife has a laminated checklist on his desk in every lesson, and a teaching assistant goes through it with him before
  each task. || what who often where
F: Overlearning of new vocabulary for ten minutes a day with a teaching assistant. || what who often long
need: Number work is a significant struggle: he does not yet understand place value beyond 20.
outcome 2: By July 2027 Ife will pay for three items in a shop and check his change. || specific measurable time_bound
  personal
F: Numicon sessions led by the class teacher, three times a week for 25 minutes, in a group of four.
  || what who group often long
need: His spelling is at the level of a six-year-old, and he avoids writing more than a sentence.
outcome: Ife will write six linked sentences without help by the end of Year 5. || specific measurable time_bound
  personal
F: A laptop with predictive text is provided for writing. || what
F: Touch typing is taught twice weekly by a higher level teaching assistant for 20 minutes, at lunchtime.
  || what who often long where
area: communication
strength: Ife speaks two languages and loves to tell a story.
need: He misreads jokes and sarcasm, and this leads to arguments on the playground.
outcome: By next summer Ife will {develop} better friendships. || time_bound personal
F: A {small group} {programme} to build social skills, run {regularly}. || -
F: Lunchtime club once a week for 30 minutes. || what often long where
none C: Ife has no health needs that relate to his special educational needs. Confirmed by the school health advice
  dated 04/04/2026.
none G: N/A
none D: None known
none H1: Not applicable
none H2: Not applicable
place: Hollins Junior School, a mainstream school.
budget: There is no personal budget.
advice: Headteacher, Hollins Junior School | 02/05/2026 | M. Reid | YES
advice: Educational psychologist | 15/05/2026 | J. Osei | YES
"""

TOMASZ = """
name: Tomasz Zielak
pronoun: he
about: Tomasz was placed with his foster carers in 2022 after several moves.
about: He was permanently excluded from his first secondary school in Year 7.
wish: My dream is to join the army or be a mechanic.
wish: I want to get on with people and not be in trouble all the time.
likes: Tomasz likes boxing, dogs and fixing bikes.
area: social
strength: Tomasz is loyal to his friends and very good with his hands.
need: As a result of early trauma, Tomasz struggles to manage strong feelings and can lash out when he feels cornered.
outcome 2: By the end of Year 10 Tomasz will use an agreed exit card to leave a lesson calmly, nine times out of ten.
  || specific measurable time_bound personal
F: Weekly play therapy ¦ Registered play therapist, overseen by the virtual school psychologist ¦ 50 minutes a week,
  38 weeks
  a year || what who often long where oversight
F: Daily check-in and check-out ¦ Learning mentor trained in trauma-informed practice ¦ Ten minutes at 8.40 and
  at 15.00 every day || what who often long
need: He finds it difficult to trust adults and tests out new staff for weeks.
outcome: Tomasz will name two members of staff he goes to for help by December 2026. || specific measurable time_bound
  personal
F: A consistent approach by all staff, using PACE ¦ All teachers, trained by the educational psychologist ¦ In all
  lessons
  || what who where
need: Since his exclusion his attendance has dropped to 54 per cent.
outcome 1: By July 2027 Tomasz will attend at least 90 % of his lessons, including mechanics at college.
  || specific measurable time_bound personal
F: Vocational placement in motor mechanics ¦ College tutor, with a mentor at a ratio of 1:2 ¦ One day a week, 10.00 to
  15.00 || what who group often long
F: {Regular} calls ¦ {School staff} ¦ {As and when} || -
area: cognition
strength: Tomasz reads well above his age.
need: He has gaps in maths because of missed schooling.
outcome: By May 2027 Tomasz will pass Entry Level 3 in mathematics. || ?
F: One-to-one maths tuition ¦ Qualified maths teacher ¦ 2 x 1 hour per week || what who group often long
none C: There are no identified health needs
none G: No health care provision is required
need D: Tomasz is looked after by the local authority and has unsettled contact with his birth family, after which he is
  distressed for several days.
outcome: By Easter 2027 Tomasz will tell his carer how he feels before and after each family visit.
  || specific measurable time_bound personal
H1: Life story work ¦ Social worker ¦ One hour every fortnight at home || what who often long where
H2: Overnight respite care ¦ Approved foster carers ¦ Two nights a month || what who often long
place: The Forge School, a special school for pupils with social, emotional and mental health needs.
budget: None
advice: Virtual school head | 06/01/2026 | P. Larch | YES
advice: Social worker | 14/01/2026 | C. Hale | YES
advice: Clinical psychologist | 22/01/2026 | Dr F. Moss | NO
"""

MAREN = """
name: Maren Quist
pronoun: she
about: Maren has a rare chromosome disorder that was found when she was two.
about: She has been cared for by the children's hospice since 2021.
wish: We dream that Maren will be settled, free of pain and among people who love her.
wish: Her family would like her to go on holiday with her sisters.
likes: Maren loves music, lights and being pushed fast in her chair.
area: communication
strength: Maren smiles and vocalises when she hears a familiar voice.
need: Maren does not use words and relies on others to interpret her facial expressions.
outcome: By September 2027 Maren will choose between two objects by looking, on three out of five tries.
  || specific measurable time_bound personal
F: Intensive interaction for 15 minutes twice a day, one to one with a teaching assistant who has been trained by the
  speech
  and language therapist. || what who group often long
F: Objects of reference are used by every member of the class team before each change of activity. || what often
area: cognition
strength: Maren turns to sound and remembers songs.
need: She has profound and multiple learning difficulties and learns through her senses.
outcome: Maren will {continue to} {develop} her awareness of the world around her. || personal
F: A sensory curriculum in a class of no more than eight pupils, taught by a qualified teacher with experience of
  profound
  and multiple learning difficulties. || what who group
area: sensory
strength: Maren holds her head up for several minutes.
need: Maren has four-limb cerebral palsy and cannot sit, stand or change her position without help.
outcome: By July 2027 Maren will stand in her frame for 20 minutes each day. || specific measurable time_bound personal
F: A postural management programme devised by the physiotherapist and carried out by two trained teaching assistants, 40
  minutes every day, in the therapy room. || what who often long where oversight
F: Hydrotherapy once a week for half an hour in the school pool with a physiotherapist. || what who often long where
need: Her cortical visual impairment means that she sees only bright, moving things close to her.
outcome: Within two years Maren will track a light from left to right in a dark room, three times in a session.
  || specific measurable time_bound personal
F: The qualified teacher for visual impairment visits every half term for two hours and plans the light room sessions.
  || what who often long oversight
need C: Maren is fed through a gastrostomy and is at risk of aspiration.
outcome: Maren will keep to the 50th centile for weight up to her next review in March 2027.
  || ?
G: Gastrostomy feeds are given four times a day by nurses or by staff whose competence the children's community nurse
  has
  signed off. || what who often
need C: Her epilepsy is complex, with daily seizures that can need rescue medicine.
outcome: By March 2027 Maren will have no more than one hospital stay for seizures in a year.
  || ?
G: The epilepsy nurse reviews the seizure plan every six months and trains all staff who are with Maren. || what who
  often review
G: {Ongoing} {input} from the paediatrician, {where appropriate}. || who
need D: Maren needs two adults for moving, washing and dressing at home, and her parents get little sleep.
outcome 2: By August 2027 Maren will spend a week away with her family. || specific measurable time_bound personal
H1: A personal care package of 12 hours a week at home by two trained carers. || what who often long where
H1: Adaptations to the bathroom, with a ceiling hoist. || what
H2: 36 nights a year of residential short breaks at the children's hospice. || what often long where
place: Fernlea School, a special school.
budget: A direct payment for the personal care in H1 has been agreed.
advice: Physiotherapist | 09/11/2025 | R. Stone | YES
advice: Consultant paediatrician | 17/11/2025 | Dr H. Bell | YES
advice: Social worker, disabled children's team | 20/11/2025 | T. Ford | YES
"""

CALLUM = """
name: Callum Reeve
pronoun: he
about: Callum's deafness was found at his newborn screening and he was fitted with cochlear implants at eighteen months.
about: His mother signs and his father is learning.
wish: Callum would like to go to university to study game design.
wish: In the future he hopes to live in a city with other deaf people.
likes: Callum likes computer games, chess and basketball.
area: sensory
strength: Callum looks after his implants himself.
need: Callum has a profound bilateral hearing loss and misses much of what is said in a noisy room.
outcome 1: By the end of Year 11 Callum will tell his teachers himself, every time, when he has missed something.
  || specific measurable time_bound personal
F: A radio aid and a laptop for live captions in every lesson. || what often where
F: A qualified teacher of the deaf teaches Callum on his own for one hour twice a week, and checks his equipment.
  || what who group often long
F: Acoustic treatment of two classrooms, measured by the educational audiologist each year. || what who often
area: communication
strength: Callum is fluent in British Sign Language.
need: His written English does not yet follow the grammar of his speech, and abstract words escape him.
outcome: By June 2027 Callum will write a 200-word account with no more than five grammatical errors.
  || specific measurable time_bound personal
F: Pre-teaching of subject words by the communication support worker, 20 minutes before each science and history lesson.
  || what who often long
F: Teachers {may need} {guidance} on {strategies}, {e.g.} word banks, {etc.} || who
area: social
strength: Callum has a dry sense of humour.
need: Callum can feel isolated, being the only deaf pupil in his year.
outcome 2: By July 2027 Callum will meet other deaf teenagers at least once a month. || specific measurable time_bound
  personal
F: A deaf mentor sees Callum each fortnight for 45 minutes in school. || who often long where
none C: Nil
none G: None
none D: Not known to children's services
none H1: No provision
none H2: No provision
place: Oakfield Academy with a resource base for deaf pupils.
budget: No personal budget has been requested
advice: Teacher of the deaf | 08/06/2026 | N. West | YES
advice: Audiologist | 30/05/2026 | D. Kaur | YES
"""

PRIYA = """
name: Priya Nair
pronoun: she
about: Priya is seventeen and went to a special school until she was sixteen.
about: She lives with her aunt and uncle and helps in their shop.
wish: I want to work in a café and earn my own money.
wish: When I am older I want to live in a flat with my friend Jo.
wish: I hope to learn to swim.
likes: Priya likes baking, films and her church choir.
area: cognition
strength: Priya follows a recipe with pictures.
need: Priya has a moderate learning difficulty and needs new skills to be broken down and practised many times.
outcome 1: By July 2027 Priya will carry out five café tasks from a picture card with no prompts.
  || specific measurable time_bound personal
F: A supported internship in a café on three days a week, with a job coach alongside her at a ratio of 1:1, planned by
  the
  college tutor and reviewed every half term. || what who group often where oversight review
F: Functional skills maths for two hours a week with a specialist teacher, in a group of up to six students.
  || what who group often long
area: communication
strength: Priya is friendly and greets everybody.
need: She speaks quickly and unclearly, and strangers ask her to repeat herself.
outcome: By Christmas 2026 Priya will order a drink from somebody new and be understood first time, four times out of
  five.
  || specific measurable time_bound personal
F: The speech and language therapist models slow speech with Priya in the café for 30 minutes each fortnight.
  || what who often long where
area: social
strength: Priya has kept the same friends since primary school.
need: She is easily led and has given money to people she met online.
outcome: By Easter 2027 Priya will explain three rules for staying safe online. || specific measurable time_bound
  personal
F: Lessons in online safety are delivered {if necessary}. || what
area: sensory
strength: Priya enjoys walking.
need: Her balance is poor and she tires after walking half a mile.
outcome 3: By September 2027 Priya will swim 10 metres unaided. || specific measurable time_bound personal
F: Weekly swimming lesson of 40 minutes at the leisure centre with an instructor trained in working with disabled
  swimmers. || what who often long where
need C: Priya has type 1 diabetes and does not yet count carbohydrates herself.
outcome: By March 2027 Priya will count the carbohydrates of her lunch correctly on all of her college days.
  || specific measurable time_bound personal
G: The diabetes nurse sees Priya at college for 30 minutes every month and reviews her care plan each year.
  || what who often long where review
need D: She has no experience of travelling alone.
outcome 2: By July 2027 Priya will travel from home to college by bus on her own every day.
  || specific measurable time_bound personal
H1: Travel training by a support worker for six weeks, five journeys a week. || what who often
H2: A place in a shared lives scheme is explored by the adult social worker. || what who
place: Riverside College, a general further education college.
budget: Priya's aunt receives a direct payment for the support worker.
advice: College tutor | 10/03/2026 | S. Webb | YES
advice: Adult social care | 01/04/2026 | K. Yeo | YES
"""

JOSS = """
name: Joss Penhale
pronoun: they
about: Joss has been at home since a breakdown of their placement last autumn.
about: Joss uses they and them.
wish: Joss wants to be an illustrator.
wish: Their parents hope that Joss will leave the house happily again.
likes: Joss likes manga, cats and baking bread.
area: social
strength: Joss is a gifted artist with a strong sense of justice.
need: Joss experiences severe anxiety and has not been able to enter a classroom since October.
outcome: By the end of the summer term Joss will spend two hours a day in the learning hub.
  || specific measurable time_bound personal
F: Cognitive behavioural therapy by a CAMHS practitioner, 12 sessions of 50 minutes, once a week. || what who often long
F: A graded return plan is agreed with Joss each Friday by the SENCo. || what who often
need: Joss masks distress at school and then has meltdowns at home that can last for hours.
outcome 2: By July 2027 Joss will show an adult a feelings card before distress builds, at least four times in five.
  || specific measurable time_bound personal
F: {Access to} a quiet space {when needed}. || -
area: communication
strength: Joss writes fluently online.
need: They take language literally and cannot always say what is wrong.
outcome: By May 2027 Joss will {receive} speech and language therapy. || time_bound
F: Comic strip conversations twice a week for 20 minutes with a learning mentor trained by the speech therapist.
  || what who often long
area: cognition
strength: Joss reads widely.
need: Joss finds it hard to start work and to organise the steps of a longer piece.
outcome 1: By January 2027 Joss will finish and present a picture story of ten pages. || specific measurable
  time_bound personal
F: Online art tuition by a qualified art teacher, two hours weekly. || what who often long
F: {High level of} {support} from an {appropriately trained} adult. || -
need C: Joss has a restricted diet of six foods and has lost weight.
outcome: By June 2027 Joss will eat ten different foods. || specific measurable time_bound personal
G: A dietitian reviews Joss every three months and writes a plan of foods to try. || what who often oversight review
none D: There are no social care needs
none H1: None
none H2: None
place: Blank at the time of issue of this draft.
budget: Not requested
advice: CAMHS | 02/09/2025 | Dr L. Ames | YES
advice: Parents | 30/08/2025 | Mr and Mrs Penhale | YES
"""

BETHAN = """
name: Bethan Lloyd
pronoun: she
about: Bethan has an older brother who also has an EHC plan.
about: She started at Year 3 of her present school after a spell of home education.
wish: Bethan wishes to have a best friend.
wish: Her mother's ambition for her is that she will enjoy learning.
likes: Bethan likes Lego, dinosaurs and trampolining.
area: communication
strength: Bethan speaks clearly and has an excellent memory for facts.
need: Bethan has a diagnosis of autism and finds the to and fro of conversation difficult, talking at length about
  dinosaurs.
outcome 1: By July 2027 Bethan will take four turns in a conversation on a topic that a friend has chosen.
  || specific measurable time_bound personal
F: Lego therapy in a group of three, led by an ELSA, 40 minutes every Tuesday. || what who group often long
need: She does not pick up unwritten rules, and needs them spelled out.
outcome: Bethan will join in with a playground game for ten minutes every day by Easter. || specific measurable
  time_bound personal
F: Social stories are written by the teacher, one a fortnight, and read with her daily. || what who often oversight
F: Midday supervisors start a structured game at each lunchtime, trained by the autism specialist teacher.
  || what who often where
area: cognition
strength: Bethan loves science.
need: Bethan's attention drifts after five minutes unless an adult brings her back to the task.
outcome: By the end of this academic year Bethan will work on her own for 15 minutes in three lessons a day.
  || specific measurable time_bound personal
F: A workstation away from the door. || what
F: A teaching assistant reads the task again with Bethan every five minutes in literacy lessons. || what who often where
area: sensory
strength: Bethan is agile.
need: She seeks movement all the time and chews her clothes.
outcome: Bethan will ask for a movement break in place of leaving the room, on every occasion, by May 2027.
  || specific measurable time_bound personal
F: Sensory circuits before school each day for 15 minutes, run by a trained teaching assistant and set up by the
  occupational therapist. || what who often long oversight
F: {A range of} equipment {such as} a wobble cushion or chewable jewellery. || what
need C: Bethan takes melatonin because she sleeps for only five hours a night.
outcome: By December 2026 Bethan will sleep for eight hours on at least five nights a week.
  || specific measurable time_bound personal
G: The community nurse leads a sleep programme with the family over six weekly visits of one hour at home.
  || what who often long where
need D: Bethan runs off without any sense of danger and cannot be left with a sitter.
outcome: By August 2027 Bethan will hold hands beside roads on all outings. || specific measurable time_bound personal
H1: Saturday club for disabled children, five hours a week in term time. || what often long where
none H2: None
place: Name: Castle Street Primary School. Type: mainstream.
budget: No direct payments
advice: Educational psychologist | 12/10/2025 | G. Rees | YES
advice: Occupational therapist | 19/10/2025 | V. Pike | YES
"""

KOFI = """
name: Kofi Mensah
pronoun: he
draft: yes
absent: D H1 H2
about: Kofi joined Reception in September with a report from his nursery.
about: He has been seen by the portage service since he was two.
wish: Kofi's family want him to talk and to make friends.
wish: They would love to see him learn alongside his cousins.
likes: Kofi likes water, trains and his grandmother's cooking.
area: communication
strength: Kofi takes an adult by the hand to show what he wants.
need: Kofi has about ten words and becomes frustrated when he is not understood.
outcome 1: By the end of Reception Kofi will ask for what he wants with a two-word phrase ten times a day.
  || specific measurable time_bound personal
F: PECS is used in all routines by a teaching assistant trained in PECS, for 25 hours a week. || what who often long
F: The speech and language therapist sees Kofi in class every three weeks for an hour, and models the next step to
  staff. || what who often long where
need: His attention is fleeting; he moves between activities every minute or two.
outcome: Within a year Kofi will stay with an activity chosen by an adult for five minutes. || specific measurable
  time_bound personal
F: Attention Autism, four sessions a week of 15 minutes, in a group of three. || what group often long
area: social
strength: Kofi watches other children with interest.
need: Kofi plays alone and pushes other children who come too close.
outcome 2: By July 2027 Kofi will play next to two other children for ten minutes without pushing.
  || specific measurable time_bound personal
F: {Frequent} adult {support} {to be determined} by the setting. || -
area: sensory
strength: Kofi runs and climbs confidently.
need: He is not yet toilet trained and does not notice that he is wet.
outcome: By Easter 2027 Kofi will use the toilet at set times on each school day. || specific measurable time_bound
  personal
F: A toileting routine at four set times a day with the same teaching assistant. || what who often
none C: No identified health needs
none G: No identified health provision
place: Not named at draft stage
budget: None
advice: Nursery | 03/07/2026 | A. Boateng | YES
advice: Portage worker | 05/07/2026 | E. Lunn | YES
"""

NELL = """
name: Nell Whitcombe
pronoun: she
about: Nell has Down syndrome and is the youngest of four.
about: She had a heart operation as a baby.
wish: Nell's parents want her to be part of her community and, one day, to have a job and a home of her own.
wish: We hope for Nell to be able to read.
likes: Nell likes dancing, dolls and dogs.
area: cognition
strength: Nell learns well by looking and copying.
need: Nell learns more slowly than others of her age and forgets without daily practice.
outcome 2: By July 2028 Nell will read 30 whole words by sight. || specific measurable time_bound personal
F: Whole-word reading sessions using the See and Learn programme, 15 minutes each morning, one to one with a teaching
  assistant. || what who group often long
F: The advisory teacher visits twice a term to set targets and review progress with the class teacher.
  || what who often oversight review
area: communication
strength: Nell signs over sixty words.
need: Her speech is unclear because of low muscle tone around the mouth, and she hears less in the winter months.
outcome: By the end of Year 2 Nell will say ten new words so that people outside the family understand them.
  || specific measurable time_bound personal
F: Makaton signing by all adults throughout the school day, after {training} by the speech and language therapist.
  || what where
F: Daily speech practice of ten minutes with a teaching assistant. || what who often long
area: sensory
strength: Nell has good spatial awareness.
need: Fine motor skills are delayed, so that cutlery, buttons and pencils are a challenge.
outcome: Nell will put on her coat and do up the zip on her own by September 2027. || specific measurable time_bound
  personal
F: Ten minutes of hand-strengthening exercises every day from a plan by the occupational therapist. || what often long
  oversight
F: {Increased} {support} with dressing for PE from {an adult}. || -
area: social
strength: Nell is warm and funny.
need: When she is overwhelmed she sits down and will not move.
outcome: By April 2027 Nell will get up and carry on within two minutes when shown her now and next board.
  || specific measurable time_bound personal
F: A now and next board in the classroom and the playground. || what where
need C: Nell's heart condition means that she must not get overtired.
outcome: Nell will rest when she is tired without being told by July 2028. || ?
G: Yearly review by the cardiology team, with advice to school from the specialist nurse within two weeks.
  || who often review
none D: No
none H1: none
none H2: none
place: St Anne's Infant School, mainstream.
budget: n/a
advice: Class teacher | 01/02/2026 | O. Hart | YES
advice: Health visitor | 11/02/2026 | B. Nunn | NO
"""

TUNING = (ROWAN, IFE, TOMASZ, MAREN, CALLUM, PRIYA, JOSS, BETHAN, KOFI, NELL)
