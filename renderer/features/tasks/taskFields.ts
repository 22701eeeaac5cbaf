import * as z from 'zod'
import type { InputOf } from '#shared/operations/table.ts'
import type { Task, TaskSchedule } from '#shared/operations/task.ts'
import type { Choice } from '#renderer/state/browser/lastChoices.ts'

/** What is in the form. */
export interface TaskFields {
  readonly name: string
  readonly folder: string
  readonly prompts: readonly string[]
  readonly choice: Choice
  readonly schedule: TaskSchedule
  readonly missed: Task['missed']
  readonly overlap: Task['overlap']
  /** As typed; empty: no limit. */
  readonly limits: { readonly cost: string; readonly minutes: string; readonly turns: string }
}

/** Of a new task. */
export function newFields(folder: string): TaskFields {
  return {
    name: '',
    folder,
    prompts: [''],
    choice: { model: '', mode: null, effort: null },
    schedule: { kind: 'manual' },
    missed: 'run_once',
    overlap: 'skip',
    limits: { cost: '', minutes: '', turns: '' },
  }
}

export function fieldsOf({ name, project_path, prompts, schedule, missed, overlap, ...task }: Task): TaskFields {
  const { cost_usd, minutes, turns } = task.limits
  return {
    name,
    folder: project_path,
    prompts,
    choice: { model: task.model ?? '', mode: task.permission_mode, effort: task.effort },
    schedule,
    missed,
    overlap,
    limits: { cost: typed(cost_usd), minutes: typed(minutes), turns: typed(turns) },
  }
}

const Words = z.object({ name: z.string(), prompts: z.array(z.string()).min(1) })
export type TaskWords = Pick<TaskFields, 'name' | 'prompts'>

/** `before`: what the task said when they began; null: there was none. */
const Typed = z.object({ ...Words.shape, before: Words.nullable() })

type KeptWords =
  | { readonly kind: 'none'; readonly words: null }
  | { readonly kind: 'typed' | 'outdated'; readonly words: TaskWords }

/** What is kept of a form while it is filled in. */
export function writtenAs({ name, prompts }: TaskWords, task: TaskWords | null): string {
  const before = task && { name: task.name, prompts: task.prompts }
  return JSON.stringify({ name, prompts, before })
}

/**
 * What was kept of a form for this task. outdated: the task says something else than when they began. None where it is none of ours.
 */
export function typedIn(text: string, task: TaskWords | null): KeptWords {
  try {
    const { name, prompts, before } = Typed.parse(JSON.parse(text))
    const words = { name, prompts }
    const isOfThis = writtenAs(words, before) === writtenAs(words, task)
    return { kind: isOfThis ? 'typed' : 'outdated', words }
  } catch {
    return { kind: 'none', words: null }
  }
}

/** As the workstation takes it, which says what is wrong with it. */
export function inputOf({ folder, choice, limits, prompts, ...fields }: TaskFields): InputOf<'task.create'> {
  return {
    ...fields,
    project_path: folder,
    prompts: [...prompts],
    model: choice.model === '' ? null : choice.model,
    permission_mode: choice.mode === 'bypassPermissions' ? null : choice.mode,
    effort: choice.effort,
    limits: { cost_usd: amount(limits.cost), minutes: amount(limits.minutes), turns: amount(limits.turns) },
  }
}

function typed(limit: number | null): string {
  return limit === null ? '' : String(limit)
}

function amount(text: string): number | null {
  return text.trim() === '' ? null : Number(text)
}
