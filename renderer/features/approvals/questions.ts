import { isRecord, recordList, textField } from '#shared/session/tools/toolInput.ts'
import type { NamedField } from './Fields.tsx'
import * as words from './laterWords.ts'

export interface Question {
  readonly question: string
  readonly header: string
  readonly isMulti: boolean
  readonly options: readonly QuestionOption[]
}

/** `preview`: a preview of the option as text; empty when there is none. */
export interface QuestionOption {
  readonly label: string
  readonly description: string
  readonly preview: string
}

/** The answer to one question. `other`: free text; empty when unused. */
export interface Choice {
  readonly labels: readonly string[]
  readonly other: string
}

export const noChoice: Choice = { labels: [], other: '' }

/** What was stored as the choices of so many questions; undefined: it is none. */
export function choicesIn(stored: unknown, questions: number): readonly Choice[] | undefined {
  const choices = Array.isArray(stored) && stored.length === questions ? recordList(stored) : []
  const read = choices.flatMap(({ labels, other }): Choice[] =>
    Array.isArray(labels) && typeof other === 'string'
      ? [{ labels: labels.filter((label) => typeof label === 'string'), other }]
      : [],
  )
  return read.length === questions ? read : undefined
}

/** The questions of an AskUserQuestion call. */
export function questionsOf(input: Readonly<Record<string, unknown>>): readonly Question[] {
  return recordList(input['questions']).map((question) => ({
    question: textField(question, 'question'),
    header: textField(question, 'header'),
    isMulti: question['multiSelect'] === true,
    options: recordList(question['options']).map((option) => ({
      label: textField(option, 'label'),
      description: textField(option, 'description'),
      preview: textField(option, 'preview'),
    })),
  }))
}

/** Every field that the questions do not show, at any depth, so that nothing is hidden. */
export function unaskedFields(input: Readonly<Record<string, unknown>>): readonly NamedField[] {
  const { questions, ...others } = input
  return [...Object.entries(others), ...listed('question', questions, restOfQuestion)]
}

function restOfQuestion(question: Readonly<Record<string, unknown>>, name: string): readonly NamedField[] {
  return [
    ...unshown(question, name, { question: 'string', header: 'string', multiSelect: 'boolean', options: 'object' }),
    ...listed(words.nameOption(name), question['options'], (option, context) =>
      unshown(option, context, { label: 'string', description: 'string', preview: 'string' }),
    ),
  ]
}

/** The remaining fields of each entry of a list; anything else unchanged. */
function listed(
  name: string,
  value: unknown,
  rest: (entry: Readonly<Record<string, unknown>>, name: string) => readonly NamedField[],
): readonly NamedField[] {
  if (!Array.isArray(value)) {
    return value === undefined ? [] : [[`${name}s`, value]]
  }
  const entries: readonly unknown[] = value
  return entries.flatMap((entry, index): readonly NamedField[] => {
    const context = `${name} ${index + 1}`
    return isRecord(entry) ? rest(entry, context) : [[context, entry]]
  })
}

function unshown(
  record: Readonly<Record<string, unknown>>,
  context: string,
  shown: Readonly<Record<string, string>>,
): readonly NamedField[] {
  return Object.entries(record)
    .filter(([name, value]) => !Object.hasOwn(shown, name) || typeof value !== shown[name])
    .map(([name, value]) => [`${context}, ${name}`, value] as const)
}

/** Toggles an option. In a single choice it replaces the other option and the free text. */
export function choose(choice: Choice, question: Question, label: string): Choice {
  if (!question.isMulti) {
    return { labels: [label], other: '' }
  }
  const labels = choice.labels.includes(label)
    ? choice.labels.filter((one) => one !== label)
    : [...choice.labels, label]
  return { ...choice, labels }
}

/** Sets the free text. In a single choice it replaces the chosen option. */
export function showOtherToast(choice: Choice, question: Question, other: string): Choice {
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

/** Where the way from one question leads: to the one after it, from the last to the first that has no answer; null: nowhere. */
export function nextQuestion(questions: readonly Question[], choices: readonly Choice[], at: number): number | null {
  if (at < questions.length - 1) {
    return at + 1
  }
  const open = questions.findIndex((_, index) => index !== at && answerText(choices[index] ?? noChoice) === '')
  return open === -1 ? null : open
}

function answerText({ labels, other }: Choice): string {
  return [...labels, other.trim()].filter((part) => part !== '').join(', ')
}
