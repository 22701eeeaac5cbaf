import path from 'node:path'
import { openDatabase } from '#server/platform/database.ts'
import { migrations } from '#server/gateway/store/migrations.ts'
import type { TestGateway } from './gateway.ts'

/** Makes all sign-ins ones from before pages had keys, as the migration does. */
export function makeOld({ folder }: Pick<TestGateway, 'folder'>): void {
  const database = openDatabase(path.join(folder, 'homeport.db'), migrations)
  database.exec('UPDATE sign_ins SET has_old_cookie = 1')
  database.close()
}
