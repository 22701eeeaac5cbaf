import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import { setLogLevel } from '#server/platform/log/log.ts'
import type { AuditFact, AuditLog } from '../audit/log/auditLog.ts'
import { settingDetails } from '../audit/settingDetails.ts'

/**
 * Follows the settings for as long as the gateway runs: what was written into the file is taken up and gets into the
 * audit log, a file that cannot be used too. Returns its stop.
 */
export function applySettings(settings: LiveSettings, audit: Pick<AuditLog, 'record'>): () => void {
  const unwatch = settings.watch()
  const unlisten = settings.onChange((change) => {
    if (change.kind === 'broken') {
      audit.record({ ...byFile, outcome: 'failed', code: 'SETTINGS_001' })
      return
    }
    if (change.keys.includes('log.level')) {
      setLogLevel(settings.current().log.level)
    }
    if (change.by === 'file') {
      const { values } = settings.reading()
      const changes = Object.fromEntries(change.keys.map((key) => [key, values[key]]))
      audit.record({ ...byFile, object_id: change.keys.join(' '), details: settingDetails(changes) })
    }
  })
  return () => {
    unwatch()
    unlisten()
  }
}

/** The change came from the file, not through a listener. */
const byFile: AuditFact = {
  action: 'settings.change',
  outcome: 'ok',
  code: null,
  user_id: null,
  username: null,
  credential: { kind: 'file', id: null, name: 'settings.yaml' },
  address: 'local',
  user_agent: null,
  session_id: null,
  object_id: null,
  details: {},
  request_id: null,
}
