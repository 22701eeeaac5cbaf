/** What became of a call: it decides the tense that it is told in. */
export type ToolTense = 'wanted' | 'running' | 'background' | 'done' | 'failed' | 'denied' | 'cut'

/**
 * What is done, as it is told once it is: with what is wanted, and with the participle where that is another word. The
 * tenses below are English; a translation has a text for each.
 */
const deeds = {
  run: ['Ran', 'Run', 'run'],
  read: ['Read', 'Read'],
  edit: ['Edited', 'Edit'],
  write: ['Wrote', 'Write', 'written'],
  search: ['Searched', 'Search'],
  search_web: ['Searched the web', 'Search the web'],
  list: ['Listed', 'List'],
  fetch: ['Fetched', 'Fetch'],
  look_for_tools: ['Looked for tools', 'Look for tools'],
  add_task: ['Added task', 'Add task'],
  update_task: ['Updated task', 'Update task'],
  update_to_do: ['Updated the to-do list', 'Update the to-do list'],
  read_tasks: ['Read the task list', 'Read the task list'],
  read_output: ['Read the output of', 'Read the output of'],
  ask: ['Asked', 'Ask'],
  show_plan: ['Showed a plan', 'Plan', 'shown a plan'],
  begin_plan: ['Began to plan', 'Plan', 'planned'],
  stop: ['Stopped', 'Stop'],
} as const satisfies Readonly<Record<string, readonly [done: string, wanted: string, participle?: string]>>

export type Deed = keyof typeof deeds

/** What is not done must not be told as done. */
export function deedIn(deed: Deed, tense: ToolTense): string {
  const [done, wanted, participle = lower(done)] = deeds[deed]
  switch (tense) {
    case 'done':
      return done
    case 'wanted':
      return wanted
    case 'denied':
      return `Would have ${participle}`
    case 'failed':
      // A command that fails did run; a file that could not be written was not.
      return deed === 'run' ? done : `Tried to ${lower(wanted)}`
    case 'cut':
    case 'background':
      return `Began to ${lower(wanted)}`
    case 'running':
      return running(wanted)
  }
}

/** `Write` → `Writing`, `Run` → `Running`, `Search the web` → `Searching the web`. */
function running(wanted: string): string {
  const [verb = '', ...rest] = wanted.split(' ')
  const stem = /^(?:Run|Plan|Stop)$/.test(verb) ? verb + verb.slice(-1) : verb.replace(/e$/, '')
  return [`${stem}ing`, ...rest].join(' ')
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}

export const subAgent = 'Sub-agent'
export const skill = 'Skill'
export const backgroundWork = 'background work'
export const serverAsks = (server: string) => `${server} asks:`
export const ofAll = (done: number, all: number) => `${done} of ${all}`
