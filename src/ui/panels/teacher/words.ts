/** The lessons for whoever teaches them. */
export const words = {
  title: 'Teacher’s notes',
  back: 'To the lab',
  print: 'Print',
  about:
    'Eight short lessons for the CaRot Lab, each with a prediction, something to do, and a verdict that is computed from the race on the student’s own screen, beside the paper’s number. What a student’s race says may differ from the paper, and from a neighbour’s: that is part of the lesson.',
  room: 'A lesson opens by its address, such as ./?lesson=3. Answers and progress stay in the student’s browser.',
  inClass: 'In class',
  demo: 'Demo mode for a projector',
  demoSays:
    'checks the machine before anybody looks; → goes on, N opens your notes in a second window, R plays the recorded race.',
  ways: [
    'Same race for everyone: set it up in the lab, then Share (E) → “Link for a class…”. It fixes what you tick, opens a lesson, and takes each student’s number as seed.',
    'Students hand in a file (the link brings the button); you drop all of them on the lab under Share → “Collect hand-ins…”: mean, interval and spread, without a server.',
    'Without a graphics card a race takes minutes. Lessons 1 to 6 can be done on the recorded race, at once; it is tagged RECORDED.',
  ],
  lesson: (number: number, title: string) => `${number}. ${title}`,
  minutes: (count: number) => `${count} minutes`,
  open: 'Open this lesson',
  aim: 'Aim',
  before: 'Before',
  predict: 'Students predict',
  course: 'Course',
  questions: 'Ask',
  pitfalls: 'What goes wrong',
  ifNot: 'If a race says otherwise than the paper',
} as const;
