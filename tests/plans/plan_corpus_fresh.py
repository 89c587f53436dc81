"""Plans made from sentences that no rule was tuned by: topics by the seed, each with need, outcome and provision.

The sentences were written before any result on them was seen. A line of provision says behind "||" what it gives; `N`
is the name, `M` a number of minutes, `G` the size of a group. What was measured on them first, untouched, is in
docs/thread.md; who tunes a rule by them must write new ones.
"""

import random
import re
from dataclasses import dataclass, field
from typing import Final

from plan_corpus import Need, Outcome, Plan, Said

NAMES: Final = ("Idris", "Saoirse", "Mehmet", "Agnieszka", "Femi", "Lowri", "Hamza", "Beatrix", "Tariq", "Elowen")
MINUTES: Final = ("15", "20", "25", "35", "40", "50")
GROUPS: Final = ("three", "four", "five", "6")

BANK: Final = """
topic: decoding
need: N cannot yet match most letters to the sounds that they make and guesses at words from the picture.
need: N reads at the level of a child three years younger and tires of print after a line or two.
outcome: By the summer term of 2028 N will read aloud a short paragraph that is new, with nine words in ten right.
outcome: Within eighteen months N will decode unfamiliar words of one syllable without an adult prompting.
F: A structured synthetic phonics scheme, taught one to one by an HLTA for M minutes each day. || what who group often
  long
F: N's class teacher hears N read from a matched book on Mondays, Wednesdays and Fridays. || what who often

topic: spelling
need: N's written work is hard to make out: letters are left out and many words are spelled as they sound.
need: Putting thoughts on paper is slow and effortful for N, who writes two or three lines in an hour.
outcome: By Easter 2028 N will write a page about an event, with full stops and capital letters, in one lesson.
outcome: N will spell the fifty most common words correctly in free writing by the end of Year 7.
F: A speech-to-text program on a tablet for any piece of writing longer than a paragraph. || what
F: Two spelling lessons a week of M minutes in a group of G, planned by the specialist dyslexia teacher. || what group
  often long oversight

topic: arithmetic
need: N relies on fingers to add and does not know which of two numbers is larger.
need: Sums that involve more than one step defeat N, and times tables do not stick.
outcome: By December 2027 N will add and subtract numbers up to 100 on paper, scoring eight out of ten.
outcome: N will work out the cost of a short shopping list to the nearest pound by July 2028.
F: Maths mastery sessions with counters and number lines: M minutes, four times a week, with a trained teaching
  assistant in the maths room. || what who often long where
F: Weekly tuition in number by a qualified teacher, N and one other pupil, for an hour. || what who group often long

topic: memory
need: N forgets the start of a message before the end of it has been given.
need: Anything learned on Monday has to be taught again by Thursday, for N's recall is weak.
outcome: By the end of Year 6 N will carry a spoken message of three parts to the office and deliver it whole.
outcome: By July 2027 N will recall the key facts of the last lesson, four out of five, at the start of the next.
F: Retrieval quizzes led by the teaching assistant for the first five minutes of every lesson. || what who often long
F: N has a whiteboard on the desk on which adults jot each step. || what where

topic: attention
need: N's concentration lasts two or three minutes and then N wanders about the room.
need: N is easily distracted by what goes on around N and rarely completes a task.
outcome: Within a year N will stay in a seat and finish a task of ten minutes in four lessons out of five.
outcome: By spring 2028 N will return to the task after one reminder, in every lesson that is observed.
F: Tasks are broken into chunks, with a sand timer on the table for each. || what
F: A learning support assistant sits with N for the first M minutes of each lesson in the classroom. || who often long
  where
F: {Frequent} movement breaks. || what

topic: speech sounds
need: People outside the family understand about a third of what N says, since many consonants are missing.
need: N's speech is unclear, above all at the ends of words, and N gives up when asked to say it again.
outcome: By July 2027 N will be understood by an unfamiliar listener in four sentences out of five.
outcome: N will use s, f and sh clearly in conversation by the end of Year 3, as judged by the therapist.
F: A block of eight weekly sessions each term with a speech and language therapist, M minutes long. || what who often
  long
F: Practice of target sounds for ten minutes daily with a support assistant who has been shown how by the therapist.
  || what who often long

topic: understanding language
need: N follows single instructions but loses the thread when two or more are given together.
need: N's understanding of spoken language is that of a child of four, and N copies what others do.
outcome: By October 2027 N will act on an instruction with three key words, first time, in nine of ten trials.
outcome: N will answer who, what and where questions about a story read to the class by July 2028.
F: Adults give one instruction at a time, wait ten seconds and check that N has understood. || what
F: A language group run by an ELKLAN-trained teaching assistant, three times a week, M minutes, no more than G
  children. || what who group often long
F: The speech therapist revises the programme twice a year, with the class team. || who often review

topic: using words
need: N speaks in phrases of two words and has few names for everyday things.
need: N knows what N wants to say and cannot find the word for it.
outcome: By the end of Reception N will describe a picture in sentences of at least five words.
outcome: N will use the twenty new words of each topic in speech by the end of that topic, from September 2027.
F: Vocabulary work before each new topic: M minutes with a teaching assistant, using objects and pictures. || what who
  long
F: Colourful Semantics in pairs every Tuesday and Thursday. || what group often

topic: friendship
need: N is on the edge of groups and does not know how to join a game.
need: N dominates play, argues over rules and has fallen out with each friend that N has made.
outcome: By the summer of 2027 N will play a game with two classmates for a whole lunch break, without an adult.
outcome: N will go to a friend's house, or have one round, at least once a month by December 2027.
F: A Circle of Friends, G pupils who meet every Friday with the pastoral lead in the library. || what who group often
  where
F: A buddy is chosen for N at the beginning of each half term. || what often

topic: feelings
need: N goes from calm to furious in seconds and has hurt staff and broken windows.
need: When frustrated N throws things, swears and cannot be talked to for half an hour.
outcome: By Easter 2028 N will tell an adult that N is getting angry and go to the agreed place, eight times out of
  ten.
outcome: Within two terms N will have no more than one outburst a week, as shown by the behaviour log.
F: Emotional literacy sessions from a qualified ELSA, M minutes, once a week, in the Nest room. || what who often long
  where
F: A regulation plan drawn up by the educational psychologist and gone over with all staff each September. || what who
  often oversight

topic: worry
need: N worries about getting things wrong, is sick before school and asks for reassurance all day.
need: Panic attacks have kept N out of assemblies, the canteen and any room with a crowd in it.
outcome: By the end of the autumn term of 2027 N will go into assembly and stay until it ends, three weeks running.
outcome: N will use two ways to settle panic, and rate the worry below four out of ten, by July 2027.
F: Twelve sessions of CBT, one hour each, delivered weekly by a CAMHS clinician at the clinic. || what who often long
  where
F: A safe base with a familiar adult, {as and when required}. || what

topic: attendance
need: N has been to school on eleven days since January and stays in bed.
need: After a long illness N has lost the habit of school, and attendance is at 31 per cent.
outcome: By February half term N will be in school every morning, five days a week.
outcome: N's attendance will reach 85 % over the spring term of 2028.
F: A phased timetable agreed with the family each fortnight by the attendance officer. || what who often
F: Home tuition by a qualified teacher, five hours a week, until N is back full time. || what who often long where

topic: noise
need: Hand dryers, bells and crowded corridors are unbearable to N, who runs out or covers both ears.
need: N is over-sensitive to sound and touch, wears only certain clothes and cannot be near a blender.
outcome: By July 2028 N will walk through the busy corridor at the change of lessons with ear defenders on, every day.
outcome: N will choose a strategy from a sensory card before becoming overloaded, in four out of five cases, by May
  2028.
F: A sensory profile and diet, updated every six months by an occupational therapist trained in sensory integration.
  || what who often review
F: N leaves each lesson five minutes early with a teaching assistant. || what who often long
F: A dark tent in the corner of the classroom. || what where

topic: movement
need: N's legs are stiff: N falls often, cannot manage steps and tires on short walks.
need: Because of cerebral palsy N uses a wheelchair outdoors and a walker for a few metres indoors.
outcome: By the end of Year 5 N will walk fifty metres with a walker, without resting.
outcome: N will get from chair to standing frame with the help of one adult by December 2027.
F: Physiotherapy: a chartered physiotherapist treats N for M minutes a fortnight in the therapy suite. || what who
  often long where
F: A daily stretching programme of M minutes, carried out by two support staff under the direction of the
  physiotherapist. || what who often long oversight
F: A height-adjustable table and a specialist chair. || what

topic: hands
need: N holds a pencil in a fist, cannot cut along a line and struggles with buttons and laces.
need: Weak hands mean that N spills drinks, drops tools and cannot open a lunch box.
outcome: By April 2028 N will dress after PE, buttons and zips among them, within six minutes.
outcome: N will cut out a circle with scissors within half a centimetre of the line by July 2027.
F: A fine motor group for M minutes on three mornings a week, run by a teaching assistant from an occupational therapy
  programme. || what who often long
F: A sloping board, a grip and spring scissors. || what

topic: hearing
need: N has a moderate hearing loss in both ears and misses quiet speech and the ends of words.
need: In a noisy class N's hearing aids are of little use and N watches others for what to do.
outcome: By January 2028 N will check that the hearing aids work, change a battery and report faults, every school
  day.
outcome: N will repeat what a classmate has said in group work, in nine of ten turns, by the end of Year 8.
F: A Teacher of the Deaf visits for an hour every three weeks to teach N and to advise staff. || what who often long
F: Radio aid worn by every teacher in all lessons; checked each morning by the TA. || what who often where

topic: sight
need: N sees print only at 36 point and bumps into what stands at the left.
need: N's sight is getting worse, and diagrams and boards across the room mean nothing to N.
outcome: By July 2027 N will find the way alone to every classroom of the ground floor.
outcome: By the end of Key Stage 3 N will use a screen reader to research and present a topic unaided.
F: A QTVI adapts papers and teaches touch typing for two hours per week. || what who often long
F: Habilitation training: ten sessions a year, each of 90 minutes, around the school site. || what often long where

topic: toilet and dressing
need: N wears pads, does not ask to be changed and needs full help with washing.
need: N cannot manage the toilet alone and is embarrassed when accidents happen.
outcome: By September 2028 N will stay dry through the school day, four days in five.
outcome: N will wash hands and face and clean teeth when shown a picture strip, every morning, by Easter 2027.
F: Two trained adults change N in the hygiene suite at 10.00 and 13.30 every day. || what often where
F: A toileting plan by the continence nurse, who reviews it termly. || what who often oversight review

topic: independence
need: N waits to be told what to do next and cannot pack a bag or follow a timetable.
need: N is used to having everything done, and has never made a snack.
outcome: By July 2028 N will get ready for each lesson with the right books, without a reminder, for a fortnight.
outcome: N will prepare a simple lunch alone, safely, once a week by December 2028.
F: Life skills lessons every Wednesday afternoon, in a class of eight, from a teacher and an instructor. || what who
  group often
F: A visual timetable on N's desk, gone through with a mentor for five minutes on arrival each day. || what who often
  long where

topic: behaviour risk
need: N climbs fences, has no sense of traffic and has been brought back by the police twice.
need: N puts N in danger: N talks to strangers and gives out the home address.
outcome: By the end of Year 9 N will cross a road at the lights safely on ten outings in a row.
outcome: N will name three people to go to when N feels unsafe, and will use one of them, by October 2027.
F: Road safety and stranger awareness lessons on foot in the local area, one hour weekly for two terms, with a support
  worker. || what who often long where
F: Constant supervision at a ratio of 2:1 off the site. || group

topic: work
need: N has no idea of what jobs there are and has never been interviewed.
need: N is about to leave school and has no plan and no experience of a workplace.
outcome: By Easter 2028 N will complete two weeks at a workplace of N's choice, arriving on time each day.
outcome: By July 2028 N will apply for three college courses or apprenticeships with an up-to-date CV.
wish: N would like to be an electrician and earn a wage.
F: A careers adviser sees N for an hour each half term and reviews the action plan. || what who often long review
F: A placement in a garage for one day a week, with a job coach, from September 2027. || what who often long where

topic: transport
need: N has never been on a bus without a parent and panics when plans change.
outcome: By September 2028 N will make the journey to college by train alone, both ways, each weekday.
wish: N hopes to go to the city on N's own.
F: Independent travel training, three journeys a week for ten weeks with a trained travel buddy. || what who often

topic: seizures | C
need: N has absence seizures several times a week and is confused for an hour afterwards.
need: N's epilepsy is not controlled, and rescue medicine is needed about once a month.
outcome: By March 2028 N will tell an adult when a seizure is coming, on eight occasions out of ten.
G: The epilepsy specialist nurse trains named staff each year and rewrites the care plan after each clinic. || what
  who often oversight
G: A neurology appointment every four months at the children's hospital. || what often where

topic: swallowing | C
need: Thin fluids go down the wrong way, so that N coughs, chokes and has chest infections.
need: N eats five foods, all of them beige, and has lost four kilograms.
outcome: By July 2027 N will eat one new food a month, of N's own choice.
outcome: N will have no chest infection for six months, up to June 2028.
G: A dysphagia therapist sees N at mealtimes once a term and updates the feeding guidelines. || what who often where
  review
G: The dietitian weighs N every eight weeks. || what who often

topic: sleep | C
need: N falls asleep at three in the morning and sleeps through lessons.
outcome: By January 2028 N will be asleep by eleven on school nights, five nights out of five.
G: A sleep practitioner works with the family for six one-hour sessions over twelve weeks. || what who often long

topic: diabetes | C
need: N was found to have type 1 diabetes last year and hides snacks from staff.
outcome: By the end of Year 8 N will measure blood sugar and give insulin before lunch, watched but not helped, each
  day.
G: Blood glucose checks before every meal by a trained first aider, supervised by the diabetes nurse. || what who
  often oversight

topic: family rest | D
need: N's parents have not had an evening to themselves for four years and are worn out.
need: N needs watching all night, and the younger children of the family go short of care.
outcome: By Christmas 2027 N will spend one Saturday in two away from home with people N likes.
H1: A play scheme for disabled children, six hours on two Saturdays a month. || what often long
H2: One weekend of overnight respite a month with an approved carer. || what who often long

topic: leisure | D
need: N spends every evening and weekend alone in the bedroom and belongs to no club.
outcome: By July 2028 N will take part in a leisure activity outside the home once a week, for a term.
wish: N wants to play in a football team.
H1: A personal assistant takes N to sport or the cinema for four hours a week. || what who often long where
"""


@dataclass
class Topic:
    """One topic: where its needs stand, and sentences to choose from."""

    name: str
    section: str
    needs: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    wishes: list[str] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)


def topics() -> list[Topic]:
    """The bank as data."""
    found: list[Topic] = []
    for line in BANK.replace("\n  ", " ").strip().splitlines():
        key, _, words = line.partition(": ")
        if key == "topic":
            name, _, section = words.partition(" | ")
            found.append(Topic(name, section or "B"))
        elif key in ("need", "outcome", "wish"):
            {"need": found[-1].needs, "outcome": found[-1].outcomes, "wish": found[-1].wishes}[key].append(words)
        elif line:
            found[-1].lines.append((key, words))
    return found


def fresh_plan(seed: int) -> Plan:
    """A plan of eight topics: of each a need, one or two outcomes and all lines, with slots filled by the seed."""
    chance = random.Random(seed)  # noqa: S311 - the same plan each time
    name = NAMES[seed % len(NAMES)]
    plan = Plan(name, held_out=True)

    def filled(words: str) -> str:
        slots = {"N": name, "M": chance.choice(MINUTES), "G": chance.choice(GROUPS)}
        return re.sub(r"\b[NMG]\b", lambda found: slots[found.group()], words)

    for topic in chance.sample(topics(), 8):
        need = Need(Said(filled(chance.choice(topic.needs))), topic.section)
        outcome = Outcome(Said(filled(chance.choice(topic.outcomes))))
        for section, words in topic.lines:
            marked, _, gives = words.partition("||")
            outcome.lines.append((section, Said(filled(marked.strip()), frozenset(gives.replace("-", " ").split()))))
        if topic.wishes:
            plan.wishes.append(filled(chance.choice(topic.wishes)))
            outcome.wish = len(plan.wishes)
        need.outcomes.append(outcome)
        plan.needs.append(need)
    return plan
