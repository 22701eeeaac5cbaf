import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'

/** A session of more variables than these is a mistake. */
const MOST = 50

/**
 * The variables that a session sets for itself, checked by their names.
 *
 * Nobody sets what decides where Claude Code sends requests, with which key, whose certificates it trusts, what is loaded into
 * its process or where it keeps its things: Homeport decides that, and the machine owner's login may be in the process. Only
 * the machine's owner sets what makes an ordinary command run something else: rules allow commands by their names.
 * @throws HomeportError WS_002 for a name that nobody may set, and for too many · AUTH_006 for one that is the owner's.
 */
export function assertVariableNames(names: readonly string[], actor: Pick<Actor, 'is_local_owner'>): void {
  if (names.length > MOST) {
    throw new HomeportError('WS_002', `environment: A session has at most ${MOST} variables. Nothing was changed.`)
  }
  for (const name of names) {
    // Windows knows no case in the names of variables, and some programs do not either.
    const known = name.toUpperCase()
    if (NOBODYS.some((pattern) => pattern.test(known))) {
      throw new HomeportError(
        'WS_002',
        `environment: ${name} decides how Claude Code itself runs, so no session sets it. Nothing was changed. Set it for the whole machine, in the login shell of its owner, where it is meant for Claude Code.`,
      )
    }
    if (actor.is_local_owner !== true && OWNERS.some((pattern) => pattern.test(known))) {
      throw new HomeportError(
        'AUTH_006',
        `environment: With ${name}, commands that are allowed by their names could run something else, so only the owner of this machine sets it. Nothing was changed.`,
      )
    }
  }
}

const NOBODYS: readonly RegExp[] = [
  /^(?:ANTHROPIC|CLAUDE|CLAUDECODE|HOMEPORT|LD|DYLD|NODE|BUN|ELECTRON|GLIBC|MALLOC)(?:_|$)/,
  /^(?:HTTPS?|ALL|NO|FTP)_PROXY$/,
  /^(?:SSL_CERT_(?:FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|GCONV_PATH|IS_SANDBOX|DISABLE_\w+)$/,
  /^(?:HOME|USERPROFILE|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|XDG_\w+|TMPDIR|TEMP|TMP|USER|LOGNAME)$/,
  /^(?:SHELL|COMSPEC|SYSTEMROOT|WINDIR|PATHEXT|PSMODULEPATH)$/,
]

const OWNERS: readonly RegExp[] = [
  /^(?:GIT|GEM|NPM_CONFIG|PNPM|YARN|CARGO|RUSTC|JAVA|JDK|GRADLE|MAVEN|DOTNET|COR|CORECLR|SSH|SUDO|BASH)(?:_|$)/,
  /^(?:PYTHON|PERL|RUBY|LESS)/,
  /^(?:PATH|ENV|BASHOPTS|SHELLOPTS|ZDOTDIR|IFS|PS4|CDPATH|PROMPT_COMMAND|_JAVA_OPTIONS|MAKEFLAGS|MAKEFILES)$/,
  /^(?:CC|CXX|GOFLAGS|GOPATH|GOBIN|PHP_INI_SCAN_DIR|PHPRC|VISUAL|BROWSER|TERMINAL)$/,
  /(?:PAGER|EDITOR|ASKPASS)$/,
]
