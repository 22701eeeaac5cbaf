import { connection } from './connection.ts'
import { queries } from './queries.ts'

/** The models that Claude Code offers this person, as it reported them last. */
export const claudeModels = queries.define({
  key: 'claude.models',
  fetch: async () => (await connection.client.call('claude.models', {})).models,
  needs: 'drive',
})
