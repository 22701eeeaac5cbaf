import type { Call, Rule, RuleContext } from '../call.ts'

/** Container programs: what they may reach of the machine, and the volumes that they delete. */
export const containerRules: Readonly<Record<string, Rule>> = {
  docker: container,
  podman: container,
  nerdctl: container,
  'docker-compose': container,
}

/** Options that open the machine to the container, as written. */
const opening =
  /^(?:--privileged|--pid=host|--ipc=host|--net(?:work)?=host|--userns=host|--uts=host|--cap-add(?:=.*)?|--device(?:=.*)?|--security-opt(?:=.*)?)$/

/** A mount of the root, of a system folder or of the engine's own socket. */
const mount =
  /^(?:--volume=|-v)?\/(?:etc|root|home|var|proc|sys|dev|boot|usr)?\/?:|docker\.sock|(?:source|src)=\/(?:,|$)/

function container(call: Call, context: RuleContext): void {
  const { args, span } = call
  const has = (...words: readonly string[]) => args.some(({ text }) => words.includes(text))
  const opens = args.some(({ text }, index) => {
    const before = args[index - 1]?.text ?? ''
    return (
      opening.test(text) ||
      mount.test(text) ||
      (text === 'host' && /^--(?:pid|ipc|net|network|userns|uts)$/.test(before))
    )
  })
  if (has('run', 'create', 'exec') && opens) {
    context.report('container_reaches_host', span)
  }
  if (has('push')) {
    context.report('publishes', span)
  }
  const deletes = has('prune') || (has('volume') && has('rm')) || (has('down') && has('-v', '--volumes'))
  if (deletes) {
    context.report('drops_data', span)
  }
  const at = args.findIndex(({ text }) => text === 'exec')
  const rest = at === -1 ? [] : args.slice(at + 1)
  const begin = rest.findIndex(({ text }, index) => !text.startsWith('-') && !takesValue(rest[index - 1]?.text))
  if (begin !== -1 && begin + 1 < rest.length) {
    context.start(rest.slice(begin + 1), { stdin: call.stdin, isFed: call.isFed })
  }
}

function takesValue(option: string | undefined): boolean {
  return option !== undefined && ['-e', '-u', '-w', '--env', '--user', '--workdir'].includes(option)
}
