import { writeSync } from 'node:fs'
import { SessionId, UserId } from '#shared/ids.ts'
import { openDatabase } from '#server/platform/files/database.ts'
import { migrations } from '#server/host/store/migrations.ts'
import { createSessionStore } from '#server/host/store/sessionStore.ts'
import { newSession, textEvent } from '#test/support/host/storedSession.ts'

/** Run as a process: writes events for ever and says the number of each one that is committed. */
const [, , file = '', id = ''] = process.argv
const store = createSessionStore(openDatabase(file, migrations))
let session = newSession(SessionId.parse(id), UserId.parse('me'))
store.insert(session)
for (;;) {
  const seq = session.head_seq + 1
  session = { ...session, head_seq: seq + 1 }
  store.append({ session, events: [textEvent(session.id, seq), textEvent(session.id, seq + 1)] })
  writeSync(1, `${seq + 1}\n`)
}
