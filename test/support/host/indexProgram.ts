import { openHistoryDatabase } from '#server/host/history/database/historyDatabase.ts'
import { Transcripts } from '#server/host/history/copies/transcripts.ts'
import { Indexing } from '#server/host/history/indexer/indexing.ts'

/** Indexes transcripts as the host's thread does, and says so after each step: `node indexProgram.ts PROJECTS DATABASE`. */
const [projects = '', database = ''] = process.argv.slice(2)
const indexing = new Indexing(openHistoryDatabase(database), new Transcripts(projects), (error) => {
  throw error
})
indexing.look()
for (const _ of indexing.steps()) {
  process.stdout.write('step\n')
  await new Promise(setImmediate)
}
