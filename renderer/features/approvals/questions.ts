import { recordList, textField } from '#shared/session/toolInput.ts'

export interface Question {
  readonly question: string
  readonly header: string
  readonly isMulti: boolean
  readonly options: readonly { readonly label: string; readonly description: string }[]
}

/** What is chosen for one question. `other`: the person's own words; empty when unused. */
export interface Choice {
  readonly labels: readonly string[]
  readonly other: string
}

export const noChoice: Choice = { labels: [], other: '' }

/** The questions of an AskUserQuestion call. */
export function questionsOf(input: Readonly<Record<string, unknown>>): readonly Question[] {
  return recordList(input['questions']).map((question) => ({
    question: textField(question, 'question'),
    header: textField(question, 'header'),
    isMulti: question['multiSelect'] === true,
    options: recordList(question['options']).map((option) => ({
      label: textField(option, 'label'),
      description: textField(option, 'description'),
    })),
  }))
}

/** Chooses an option, or takes it back. A single choice replaces the others and the person's own words. */
export function choose(choice: Choice, question: Question, label: string): Choice {
  if (!question.isMulti) {
    return { labels: [label], other: '' }
  }
  const labels = choice.labels.includes(label)
    ? choice.labels.filter((one) => one !== label)
    : [...choice.labels, label]
  return { ...choice, labels }
}

/** Own words. In a single choice they replace what was chosen. */
export function sayOther(choice: Choice, question: Question, other: string): Choice {
  return { labels: question.isMulti || other === '' ? choice.labels : [], other }
}

/** The answers as Claude Code expects them, question by question; null while one is unanswered. */
export function answersOf(
  questions: readonly Question[],
  choices: readonly Choice[],
): Readonly<Record<string, string>> | null {
  const answers = questions.map(({ question }, index) => [question, answerText(choices[index] ?? noChoice)] as const)
  return answers.every(([, answer]) => answer !== '') ? Object.fromEntries(answers) : null
}

function answerText({ labels, other }: Choice): string {
  return [...labels, other.trim()].filter((part) => part !== '').join(', ')
}
