import type { TimelineItem, ToolItem } from './items.ts'

/** One line of Claude's to-do list. */
export interface Task {
  readonly id: string
  readonly subject: string
  readonly status: 'pending' | 'in_progress' | 'completed'
}

/**
 * Claude's to-do list as its calls left it: TodoWrite replaces the list, TaskCreate and TaskUpdate change it. Calls
 * that failed or were refused count for nothing. Calls of sub-agents keep lists of their own and are not counted.
 */
export function tasksOf(items: readonly TimelineItem[]): readonly Task[] {
  let tasks: readonly Task[] = []
  for (const item of items) {
    if (item.kind === 'tool' && item.result?.is_error !== true) {
      tasks = afterCall(tasks, item)
    }
  }
  return tasks
}

function afterCall(tasks: readonly Task[], call: ToolItem): readonly Task[] {
  switch (call.name) {
    case 'TodoWrite':
      return todosOf(call)
    case 'TaskCreate':
      return withCreated(tasks, call)
    case 'TaskUpdate':
      return withUpdated(tasks, call)
    default:
      return tasks
  }
}

/** The list a TodoWrite call writes; empty when its input is not one. */
export function todosOf(call: ToolItem): readonly Task[] {
  const todos = Array.isArray(call.input['todos']) ? call.input['todos'] : []
  return todos.filter(isRecord).map((todo, index) => ({
    id: String(index + 1),
    subject: textOf(todo['content']) ?? '',
    status: statusOf(todo['status']) ?? 'pending',
  }))
}

function withCreated(tasks: readonly Task[], call: ToolItem): readonly Task[] {
  const made = call.result?.details?.['task']
  const subject = textOf(call.input['subject']) ?? (isRecord(made) ? textOf(made['subject']) : null)
  if (call.result === null || subject === null) {
    return tasks
  }
  const id = (isRecord(made) ? textOf(made['id']) : null) ?? String(tasks.length + 1)
  return [...tasks.filter((task) => task.id !== id), { id, subject, status: 'pending' }]
}

function withUpdated(tasks: readonly Task[], call: ToolItem): readonly Task[] {
  const id = textOf(call.input['taskId'])
  const status = call.input['status']
  if (status === 'deleted') {
    return tasks.filter((task) => task.id !== id)
  }
  const subject = textOf(call.input['subject'])
  return tasks.map((task) =>
    task.id === id ? { ...task, subject: subject ?? task.subject, status: statusOf(status) ?? task.status } : task,
  )
}

function statusOf(value: unknown): Task['status'] | null {
  return value === 'pending' || value === 'in_progress' || value === 'completed' ? value : null
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
