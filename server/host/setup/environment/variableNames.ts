import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'

/** A session of more variables than these is a mistake. */
const MOST = 50

/** @throws HomeportError WS_002 for more variables than a session, or a template, has. */
export function assertRoomForVariables(names: readonly string[]): void {
  if (names.length > MOST) {
    throw new HomeportError('WS_002', `environment: A session has at most ${MOST} variables. Nothing was changed.`)
  }
}

/**
 * The variables that a session sets for itself, checked by their names.
 *
 * Nobody sets what decides where Claude Code sends requests, with which key, whose certificates it trusts, what is loaded into
 * its process, who is told of it or where it keeps its things: Homeport decides that, and the machine owner's login may be in the process. Only
 * the machine's owner sets what makes an ordinary command run something else: rules allow commands by their names.
 * @throws HomeportError WS_002 for a name that nobody may set · AUTH_006 for one that is the owner's.
 */
export function assertVariableNames(names: readonly string[], actor: Pick<Actor, 'is_local_owner'>): void {
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
        `environment: With ${name}, commands that are allowed by their names could run or reach something else, so only the owner of this machine sets it. Nothing was changed.`,
      )
    }
  }
}

const NOBODYS: readonly RegExp[] = [
  /^(?:ANTHROPIC|CLAUDE|CLAUDECODE|HOMEPORT|LD|DYLD|NODE|BUN|ELECTRON|GLIBC|MALLOC)(?:_|$)/,
  // Claude Code's own requests: another provider, another region, a spy beside them.
  /^(?:OTEL|VERTEX|CLOUD_ML|AWS_BEARER_TOKEN)(?:_|$)|^AWS_ENDPOINT_URL(?:_|$)|^AWS_(?:CA_BUNDLE|CONFIG_FILE|SHARED_CREDENTIALS_FILE)$/,
  /^(?:OPENSSL_(?:CONF|MODULES|ENGINES)|SSLKEYLOGFILE|DBUS_SESSION_BUS_ADDRESS)$/,
  // What Claude Code starts to search.
  /^(?:RIPGREP_CONFIG_PATH|USE_BUILTIN_RIPGREP)$/,
  /^(?:HTTPS?|ALL|NO|FTP)_PROXY$/,
  /^(?:SSL_CERT_(?:FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|GCONV_PATH|IS_SANDBOX|DISABLE_\w+)$/,
  /^(?:HOME|USERPROFILE|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|XDG_\w+|TMPDIR|TEMP|TMP|USER|LOGNAME)$/,
  /^(?:SHELL|COMSPEC|SYSTEMROOT|WINDIR|PATHEXT|PSMODULEPATH)$/,
]

const OWNERS: readonly RegExp[] = [
  /^(?:GIT|GEM|NPM_CONFIG|PNPM|YARN|CARGO|RUSTC|JAVA|JDK|GRADLE|MAVEN|DOTNET|COR|CORECLR|SSH|SUDO|BASH)(?:_|$)/,
  // Credentials of clouds: those of the machine's owner may be Claude Code's own too, so a member names no others.
  /^(?:AWS|GOOGLE|GCLOUD|CLOUDSDK|AZURE|ARM)(?:_|$)/,
  /^(?:PIP|BUNDLE|DOCKER|LUA)(?:_|$)|^GH_(?!(?:ENTERPRISE_)?TOKEN$)/,
  /^(?:KUBECONFIG|TAR_OPTIONS|RSYNC_RSH|HGRCPATH|GOENV|GOTOOLCHAIN|VIMINIT|EXINIT)$/,
  /^(?:PYTHON|PERL|RUBY|LESS)/,
  /^(?:PATH|ENV|BASHOPTS|SHELLOPTS|ZDOTDIR|IFS|PS4|CDPATH|PROMPT_COMMAND|_JAVA_OPTIONS|MAKEFLAGS|MAKEFILES)$/,
  /^(?:CC|CXX|GOFLAGS|GOPATH|GOBIN|PHP_INI_SCAN_DIR|PHPRC|VISUAL|BROWSER|TERMINAL)$/,
  /(?:PAGER|EDITOR|ASKPASS)$/,
]
