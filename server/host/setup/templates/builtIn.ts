import type { TemplatePlan } from '../../store/rows/templateRows.ts'

const plain = {
  folder: { kind: 'any' },
  model: null,
  permission_mode: null,
  effort: null,
  setup: {},
  environment: [] as string[],
  shared: true,
} as const

/** For what only looks. Claude Code refuses these tools then, whatever is allowed elsewhere. */
const changesNothing = { denied_tools: ['Edit', 'Write', 'NotebookEdit'] }

/** What comes with Homeport, by id. */
export const builtIn: Readonly<Record<string, TemplatePlan>> = {
  'built-in-fix-test': {
    ...plain,
    name: 'Fix a failing test',
    description: 'Finds the cause and fixes it, not the test',
    prompt:
      'Run the tests. Pick one that fails, find out why, and fix the cause rather than the test. Then run them all again.',
  },
  'built-in-review': {
    ...plain,
    name: 'Review a pull request',
    description: 'Reads what the branch changes; edits no file',
    prompt:
      'Review what this branch changes against the main branch. Look for bugs, missing tests and unclear names, and list what you find by weight. Change nothing.',
    setup: { ...changesNothing },
  },
  'built-in-dependencies': {
    ...plain,
    name: 'Update dependencies',
    description: 'One by one, with the tests after each',
    prompt:
      'List the dependencies that are out of date. Update those without breaking changes one by one, running the tests after each, and tell me what is left and why.',
  },
  'built-in-explain': {
    ...plain,
    name: 'Explain this project',
    description: 'For somebody new; edits no file',
    prompt:
      'Explain this project to somebody new: what it does, how its parts fit together, where a change would go, and how to run and test it. Change nothing.',
    setup: { ...changesNothing },
  },
  'built-in-plan': {
    ...plain,
    name: 'Plan a change',
    description: 'In plan mode: a plan first, work after your yes',
    prompt: 'Read what matters for this change, ask me what is unclear, and propose a plan before you touch anything: ',
    permission_mode: 'plan',
  },
}
