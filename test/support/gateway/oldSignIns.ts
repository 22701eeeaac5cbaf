import path from 'node:path'
import type { TestGateway } from './gateway.ts'
import { openHomeportDb } from '#test/support/homeportDb.ts'

/** Makes all sign-ins ones from before pages had keys, as the migration does. */
export function makeOld({ folder }: Pick<TestGateway, 'folder'>): void {
  const database = openHomeportDb(path.join(folder, 'homeport.db'))
  database.exec('UPDATE sign_ins SET has_old_cookie = 1')
  database.close()
}
