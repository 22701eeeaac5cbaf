import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import { failureText } from '../failure.ts'

/** Everything Homeport keeps lies in one directory that only its owner may enter. */
export interface Paths {
  readonly dataDir: string
  readonly homeportDb: string
  /** How far the audit log of `homeportDb` reached, kept beside it. */
  readonly auditHead: string
  /** Packed entries of the audit log that are older than it keeps them. */
  readonly auditArchives: string
  readonly sessionsDb: string
  /** The index of Claude Code's transcripts: made anew when it is gone. */
  readonly historyDb: string
  /** Packed copies of Claude Code's transcripts. */
  readonly transcriptCopies: string
  /** What clean-up did when it ran last. */
  readonly cleanupReport: string
  /** The databases as they were before an update changed them. */
  readonly copies: string
  /** What files were before Claude changed them. */
  readonly changesDb: string
  readonly settingsFile: string
  readonly logDir: string
  readonly runDir: string
  readonly hostRun: string
  readonly gatewayRun: string
  readonly vaultFile: string
  readonly vaultKey: string
  readonly workspaces: string
  /** Which of them no session has now, and since when. */
  readonly abandonedFolders: string
  /** What people deleted in workspaces, for some days. */
  readonly trash: string
  /** Uploads that are not whole yet. */
  readonly uploads: string
  /** A certificate that came from elsewhere, and what went wrong fetching one; no secret. */
  readonly fetchedCertificate: string
  /** The certificate that they must trust; no secret. */
  readonly caCertificate: string
  /** There after a panic without a host: the next one pauses what it finds instead of taking it up. */
  readonly pauseOrder: string
  /** What the desktop program's window keeps; Electron makes it before anything of ours runs. */
  readonly windowFolder: string
}

/** Where each file lies. Touches nothing; a relative directory is taken from the current one. */
export function resolvePaths(dataDir: string): Paths {
  const root = path.resolve(dataDir)
  const run = path.join(root, 'run')
  return {
    dataDir: root,
    homeportDb: path.join(root, 'homeport.db'),
    auditHead: path.join(root, 'audit.head'),
    auditArchives: path.join(root, 'audit'),
    sessionsDb: path.join(root, 'sessions.db'),
    historyDb: path.join(root, 'history.db'),
    transcriptCopies: path.join(root, 'transcripts'),
    cleanupReport: path.join(root, 'cleanup.json'),
    copies: path.join(root, 'copies'),
    changesDb: path.join(root, 'changes.db'),
    settingsFile: path.join(root, 'settings.yaml'),
    logDir: path.join(root, 'logs'),
    runDir: run,
    hostRun: path.join(run, 'host.json'),
    gatewayRun: path.join(run, 'gateway.json'),
    vaultFile: path.join(root, 'vault.enc'),
    vaultKey: path.join(root, 'vault.key'),
    workspaces: path.join(root, 'workspaces'),
    abandonedFolders: path.join(root, 'abandoned-folders.json'),
    trash: path.join(root, 'trash'),
    uploads: path.join(root, 'uploads'),
    fetchedCertificate: path.join(root, 'certificate.json'),
    caCertificate: path.join(root, 'homeport-ca.crt'),
    pauseOrder: path.join(root, 'paused'),
    windowFolder: path.join(root, 'window'),
  }
}

/** `HOMEPORT_DATA_DIR`, else the folder the platform has for such things. */
export function defaultDataDir(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const chosen = env['HOMEPORT_DATA_DIR']
  if (chosen !== undefined && chosen !== '') {
    return chosen
  }
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] || path.win32.join(env['USERPROFILE'] || homedir(), 'AppData', 'Local')
    return path.win32.join(local, 'Homeport')
  }
  const home = env['HOME'] || homedir()
  if (platform === 'darwin') {
    return path.posix.join(home, 'Library', 'Application Support', 'Homeport')
  }
  const data = env['XDG_DATA_HOME']
  return path.posix.join(
    data && path.posix.isAbsolute(data) ? data : path.posix.join(home, '.local', 'share'),
    'homeport',
  )
}

/**
 * Creates the directory and its folders, mode 0700. An existing one that others may enter is closed to them, unless
 * it holds things that are not Homeport's (a mistyped `--data-dir /tmp` must not lock everybody out of /tmp).
 * @throws HomeportError SETTINGS_001 when the directory cannot be used; nothing was changed in it then.
 */
export function prepareDataDir(paths: Paths): void {
  try {
    mkdirSync(paths.dataDir, { recursive: true, mode: 0o700 })
    if (process.platform !== 'win32') {
      closeToOthers(paths)
    }
    for (const folder of [paths.logDir, paths.runDir, paths.workspaces]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
    }
  } catch (cause) {
    if (cause instanceof HomeportError) {
      throw cause
    }
    throw refusal(`The data directory ${paths.dataDir} cannot be used: ${failureText(cause)}.`, cause)
  }
}

function closeToOthers(paths: Paths): void {
  const found = statSync(paths.dataDir)
  if (found.uid !== process.getuid?.()) {
    throw refusal(`The data directory ${paths.dataDir} belongs to another user.`)
  }
  if ((found.mode & 0o077) === 0) {
    return
  }
  const ours = new Set(Object.values(paths).map((entry: string) => path.basename(entry)))
  const foreign = readdirSync(paths.dataDir).find(
    (entry) => !ours.has(entry) && !/^(homeport|sessions|history|changes)\.db-/.test(entry),
  )
  if (foreign !== undefined) {
    throw refusal(
      `The data directory ${paths.dataDir} is open to other users and holds things that are not Homeport's (${foreign}); ` +
        'nothing was changed. If it is meant to be the data directory, close it first with chmod 700.',
    )
  }
  chmodSync(paths.dataDir, 0o700)
}

function refusal(message: string, cause?: unknown): HomeportError {
  return new HomeportError('SETTINGS_001', `${message} Choose another one with --data-dir or HOMEPORT_DATA_DIR.`, {
    cause,
    details: { problem: 'unusable', key: 'data_dir' },
  })
}
