import { type CheckResult, fine } from '../doctorCheck.ts'

/** better-sqlite3 crashes on older ones. The same number is in package.json, "engines". */
const OLDEST = [22, 12] as const

/** Whether this Node is new enough; `version` as in `process.versions.node`. */
export function checkNode(version: string): CheckResult {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const enough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
  return enough
    ? fine('Node', version)
    : {
        name: 'Node',
        state: 'failed',
        detail: `${version} is too old.`,
        advice: `Install Node ${OLDEST.join('.')} or newer (24 is recommended), or start with npm start, which brings its own.`,
      }
}
