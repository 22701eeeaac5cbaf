import type { SessionId } from '#shared/ids.ts'
import { Keeper } from '#server/host/workspaces/checkpoints/keeping/keeper.ts'

/** Puts all files of the only session back to before its first turn: `node putBackProgram.ts DATABASE DATA_DIR SESSION TURN`. */
const [database = '', data_dir = '', session = '', turn_id = ''] = process.argv.slice(2)
const bounds = { total_bytes: 1e9, file_bytes: 1e6 }
const keeper = new Keeper({ database, data_dir, env: {}, bounds }, () => undefined)
process.stdout.write('begins\n')
await keeper.answer({
  kind: 'put_back',
  session_id: session as SessionId,
  before: { turn_id },
  paths: null,
  by: 'Mia',
})
process.stdout.write('done\n')
