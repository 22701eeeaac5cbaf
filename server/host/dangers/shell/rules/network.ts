import { type Call, type Rule, type RuleContext, optionsOf } from '../call.ts'
import { type Field, type Value, HOLE, unknown } from '../words.ts'

const curlTakes =
  'o output d data data-ascii data-binary data-raw data-urlencode json F form form-string T upload-file H header X request u user A user-agent b cookie c cookie-jar e referer x proxy m max-time w write-out K config r range output-dir retry connect-timeout cacert cert key resolve C continue-at y Y z'.split(
    ' ',
  )
const wgetTakes =
  'O output-document P directory-prefix o output-file a append-output U user-agent header t tries T timeout post-data post-file body-data body-file method user password i input-file e execute'.split(
    ' ',
  )

const installers = 'npm npx pnpm pnpx yarn bun bunx deno pip pip3 pipx uv uvx gem cargo go'.split(' ')

/** Programs that talk to other machines. */
export const networkRules: Readonly<Record<string, Rule>> = {
  curl,
  curlie: curl,
  wget,
  wget2: wget,
  fetch: wget,
  aria2c: wget,
  http: httpie,
  https: httpie,
  xh: httpie,
  dig: lookup,
  nslookup: lookup,
  host: lookup,
  ping: lookup,
  openssl: ({ args, span }, context) => {
    if (args.some(({ text }) => text === 's_client')) {
      context.report('remote_shell', span)
    }
  },
  ...Object.fromEntries(installers.map((name) => [name, installs])),
  lynx: () => unknown('network'),
  w3m: () => unknown('network'),
  ftp: sends,
  sftp: sends,
  lftp: sends,
  tftp: sends,
  rclone: sends,
  aws: bucket,
  gsutil: bucket,
  gh: published,
  scp: (call, context) => remoteCopy(call, context, ['i', 'P', 'o', 'F', 'l', 'c', 'J', 'S']),
  rsync: (call, context) => remoteCopy(call, context, ['e', 'rsh', 'exclude', 'include', 'filter', 'f']),
  nc: rawConnection,
  ncat: rawConnection,
  netcat: rawConnection,
  telnet: rawConnection,
  socat: rawConnection,
  ssh,
  mail: sends,
  mailx: sends,
  mutt: sends,
  sendmail: sends,
  'ssh-copy-id': ({ span }, context) => context.report('changes_sign_in', span),
}

/** A package from an address runs what that address holds. */
function installs({ args, span }: Call, context: RuleContext): void {
  if (args.some(({ text }) => /^(?:git\+)?(?:https?|ssh|git):\/\//.test(text))) {
    context.report('runs_from_network', span)
  }
}

/** A host name that holds data gives it to the name's server. */
function lookup({ args, span }: Call, context: RuleContext): void {
  if (carries(args)) {
    context.report('sends_files', span)
  }
}

function sends({ span }: Call, context: RuleContext): void {
  context.report('sends_files', span)
}

function curl(call: Call, context: RuleContext): Value {
  const { args, span } = call
  const { has, values, rest } = optionsOf(args, curlTakes)
  const forms = values('F', 'form').filter(({ text }) => /[=;][@<]/.test(text))
  const data = values('d', 'data', 'data-ascii', 'data-binary', 'json').filter(({ text }) => text.startsWith('@'))
  const coded = values('data-urlencode').filter(({ text }) => /^\w*@/.test(text))
  const uploads = has('T', 'upload-file')
  if (uploads || forms.length + data.length + coded.length > 0 || carries(args)) {
    context.report('sends_files', span)
  }
  for (const target of values('o', 'output')) {
    download(target, context)
  }
  if (has('O', 'remote-name', 'remote-name-all', 'J')) {
    rest.forEach((url) => keepUrl(url, context))
  }
  values('K', 'config').forEach((field) => field.text === '-' && context.report('runs_unseen', field.span))
  return unknown('network')
}

function wget(call: Call, context: RuleContext): Value {
  const { has, values, rest } = optionsOf(call.args, wgetTakes)
  if (has('post-file', 'body-file') || carries(call.args)) {
    context.report('sends_files', call.span)
  }
  const targets = values('O', 'output-document', 'o', 'out')
  targets.filter(({ text }) => text !== '-').forEach((target) => download(target, context))
  if (targets.length === 0) {
    rest.forEach((url) => keepUrl(url, context))
  }
  return unknown('network')
}

function httpie(call: Call, context: RuleContext): Value {
  if (call.args.some(({ text }) => /@[\w./~]/.test(text) && !text.includes('://')) || call.stdin !== null) {
    context.report('sends_files', call.span)
  }
  return unknown('network')
}

/** From here into a bucket. */
function bucket({ args, span }: Call, context: RuleContext): void {
  if (/^(?:s3|gs):\/\//.test(optionsOf(args).rest.at(-1)?.text ?? '') && /^(?:cp|sync|rsync|mv)$/m.test(lines(args))) {
    context.report('sends_files', span)
  }
}

function published({ args, span }: Call, context: RuleContext): void {
  const [what = '', how = ''] = optionsOf(args).rest.map(({ text }) => text)
  if (['release', 'gist'].includes(what) && ['create', 'upload', 'edit'].includes(how)) {
    context.report('publishes', span)
  }
}

function lines(args: readonly Field[]): string {
  return args.map(({ text }) => text).join('\n')
}

/** Something that another program reads here goes into the address or the body. */
function carries(args: readonly Field[]): boolean {
  return args.some(
    ({ text, origins }) =>
      text.includes(HOLE) && (origins.has('file') || origins.has('program') || origins.has('encoded')),
  )
}

function download(target: Field, context: RuleContext): void {
  context.write(target)
  context.keep(target.text, unknown('network'))
}

/** A file that is called as its address ends. */
function keepUrl(url: Field, context: RuleContext): void {
  const path = url.text.split(/[?#]/, 1)[0] ?? ''
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name !== '') {
    context.keep(name, unknown('network'))
  }
}

/** From here to there sends; from there to here only writes. */
function remoteCopy(call: Call, context: RuleContext, takes: readonly string[]): void {
  const { has, rest, values } = optionsOf(call.args, takes)
  const target = rest.at(-1)
  if (target !== undefined && isRemote(target.text)) {
    context.report('sends_files', call.span)
  } else if (target !== undefined) {
    context.write(target)
  }
  if (call.name === 'rsync') {
    if (
      has('delete', 'delete-after', 'delete-before', 'delete-excluded', 'delete-during', 'del', 'remove-source-files')
    ) {
      context.report('deletes_files', call.span)
    }
    values('e', 'rsh').forEach((script) => context.execute(script, script))
  }
}

function isRemote(text: string): boolean {
  return /^(?:[^/:]{2,}:|rsync:\/\/|scp:\/\/)/.test(text)
}

function rawConnection(call: Call, context: RuleContext): Value {
  const { has } = optionsOf(call.args, ['p', 'w', 's', 'i', 'X', 'x'])
  const runs = has('e', 'c', 'exec', 'sh-exec') || call.args.some(({ text }) => /^(?:EXEC|SYSTEM|SHELL):/i.test(text))
  const onlyLooks = has('z') && call.stdin === null
  if (!onlyLooks) {
    context.report(runs || call.name !== 'telnet' ? 'remote_shell' : 'sends_files', call.span)
  }
  if (call.stdin !== null && !runs) {
    context.report('sends_files', call.span)
  }
  return unknown('network')
}

/** What runs on the other machine is judged as if it ran here; what is piped in leaves this one. */
function ssh(call: Call, context: RuleContext): Value {
  const { rest, values } = optionsOf(call.args, 'b c D e F I i J L l m O o p Q R S W w'.split(' '))
  values('o')
    .filter(({ text }) => /^(?:proxycommand|localcommand|permitlocalcommand|knownhostscommand)\b/i.test(text))
    .forEach((field) => context.report('runs_other_code', field.span))
  const at = rest[0] === undefined ? -1 : call.args.indexOf(rest[0])
  const remote = at === -1 ? [] : call.args.slice(at + 1)
  const [only] = remote
  if (call.stdin !== null) {
    context.report('sends_files', call.span)
    if (remote.length === 0) {
      context.execute(call.stdin, { span: call.span, verbatimAt: null })
    }
  }
  if (remote.length === 1 && only !== undefined) {
    context.execute(only, only)
  } else if (remote.length > 1) {
    context.start(remote, { stdin: call.stdin, isFed: false })
  }
  return unknown('network')
}
