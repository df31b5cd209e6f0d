/** The lessons for whoever teaches them. */
export const words = {
  title: 'Teacher’s notes',
  back: 'To the lab',
  print: 'Print',
  about:
    'Eight short lessons for the CaRot Lab, each with a prediction, something to do, and a verdict that is computed from the race on the student’s own screen, beside the paper’s number. What a student’s race says may differ from the paper, and from a neighbour’s: that is part of the lesson.',
  room: 'A lesson opens by its address, such as ./?lesson=3. Answers and progress stay in the student’s browser.',
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
