import { Template } from '#shared/operations/template.ts'
import { builtIn } from '#server/host/setup/templates/builtIn.ts'

/** Those that come with Homeport. */
export const fakeTemplates: readonly Template[] = Object.entries(builtIn).map(([id, plan]) =>
  Template.parse({ ...plan, id, origin: 'built_in', created_at: null }),
)

/** One of the person's own, which needs a variable and runs a server. */
export const ownTemplate = Template.parse({
  name: 'Nightly review',
  description: 'With the issue tracker',
  prompt: 'Read what changed today.',
  folder: { kind: 'any' },
  model: null,
  permission_mode: 'plan',
  effort: null,
  setup: {
    system_prompt: 'Be brief.',
    mcp_servers: {
      tracker: { type: 'stdio', command: 'npx', args: ['-y', '@example/tracker'], env: { KEY: '${TRACKER_KEY}' } },
    },
  },
  environment: ['TRACKER_KEY'],
  shared: false,
  id: 'own-1',
  origin: 'own',
  created_at: '2026-11-20T08:20:00.000Z',
})

/** What is answered about set-ups where a test says nothing else. */
export const setupAnswers: readonly (readonly [string, () => unknown])[] = [
  ['template.list', () => ({ templates: fakeTemplates })],
  ['mcp.list', () => ({ is_running: true, servers: [] })],
]
