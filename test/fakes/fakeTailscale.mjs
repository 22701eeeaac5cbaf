// Stands for the command `tailscale`: same arguments, same words, same JSON (as far as tailscale's own types say).
// What it knows lies in `tailnet.json` beside it: { state, name, domains, denied, cert, key }.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const tailnet = JSON.parse(readFileSync(path.join(path.dirname(process.argv[1]), 'tailnet.json'), 'utf8'))
const [command, ...args] = process.argv.slice(2)

function fail(text) {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

function status() {
  const node = { ID: 'n1', HostName: 'box', DNSName: `${tailnet.name}.`, OS: 'linux', TailscaleIPs: ['100.64.0.7'] }
  const tail = { Name: 'me@home.example', MagicDNSSuffix: 'tail1234.ts.net', MagicDNSEnabled: true }
  const isUp = tailnet.state === 'Running'
  return {
    Version: '1.96.4-t0123456',
    TUN: true,
    BackendState: tailnet.state,
    AuthURL: '',
    TailscaleIPs: isUp ? node.TailscaleIPs : null,
    Self: { ...node, DNSName: tailnet.name === '' ? '' : node.DNSName, Online: isUp, Active: false },
    Health: isUp ? [] : ['Tailscale is stopped.'],
    MagicDNSSuffix: tail.MagicDNSSuffix,
    CurrentTailnet: isUp ? tail : null,
    CertDomains: tailnet.domains,
    Peer: {},
    User: {},
  }
}

function write(place, text) {
  if (place === '-') {
    process.stdout.write(text)
  } else {
    writeFileSync(place, text)
    process.stdout.write(`Wrote it to ${place}\n`)
  }
}

if (command === 'status' && args[0] === '--json') {
  process.stdout.write(`${JSON.stringify(status(), null, 2)}\n`)
} else if (command === 'cert') {
  const domain = args.at(-1)
  const place = (flag) => args[args.indexOf(flag) + 1]
  if (tailnet.denied) {
    fail(
      `Access denied: cert access denied\nUse 'sudo tailscale cert ${domain}'.\n` +
        "To not require root, use 'sudo tailscale set --operator=$USER' once.",
    )
  }
  if (!tailnet.domains?.includes(domain)) {
    fail(`500 Internal Server Error: invalid domain "${domain}"; must be one of ${JSON.stringify(tailnet.domains)}`)
  }
  write(place('--cert-file'), tailnet.cert)
  write(place('--key-file'), tailnet.key)
} else {
  fail(`tailscale: unknown subcommand: ${command}`)
}
