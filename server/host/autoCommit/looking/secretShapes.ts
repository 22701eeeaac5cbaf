/** Shapes that nothing else has. Each is bounded, and goes over a text once, whatever it finds on the way. */
export const SHAPES: readonly (readonly [kind: string, shape: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g],
  ['a PuTTY key', /^PuTTY-User-Key-File-[23]:/g],
  ['an AWS access key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['a GitHub token', /\b(?:gh[oprsu]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{60,90})\b/g],
  ['a GitLab token', /\bgl(?:pat|dt|rt|soat|cbt|ptt)-[0-9A-Za-z_-]{20,64}\b/g],
  ['a Slack token', /\bxox[abeoprs]-[0-9A-Za-z-]{10,200}/g],
  ['a Slack webhook', /https:\/\/hooks\.slack\.com\/services\/T[0-9A-Z]{6,12}\/B[0-9A-Z]{6,12}\/[0-9A-Za-z]{16,32}/g],
  ['an Anthropic key', /\bsk-ant-[0-9A-Za-z_-]{20,200}/g],
  ['an OpenAI key', /\bsk-(?!ant-)(?:proj-|svcacct-)?(?=[0-9A-Za-z_-]{0,60}\d)[0-9A-Za-z_-]{32,200}/g],
  ['a Google API key', /\bAIza[0-9A-Za-z_-]{35}\b/g],
  ['a Google client secret', /\bGOCSPX-[0-9A-Za-z_-]{28}\b/g],
  ['a Stripe key', /\b(?:[rs]k_live|whsec)_[0-9A-Za-z]{20,120}\b/g],
  ['an npm token', /\bnpm_[0-9A-Za-z]{36}\b|_authToken=(?!\$\{)[^\s"']{16,200}/g],
  ['a PyPI token', /\bpypi-AgE[0-9A-Za-z_-]{50,200}/g],
  ['a SendGrid key', /\bSG\.[0-9A-Za-z_-]{22}\.[0-9A-Za-z_-]{43}\b/g],
  ['a Twilio key', /\bSK[0-9a-f]{32}\b/g],
  ['a Docker token', /\bdckr_pat_[0-9A-Za-z_-]{27}\b/g],
  ['a Hugging Face token', /\bhf_[0-9A-Za-z]{34}\b/g],
  ['a DigitalOcean token', /\bdo[opr]_v1_[0-9a-f]{64}\b/g],
  ['a Telegram bot token', /\b\d{8,10}:AA[0-9A-Za-z_-]{33}\b/g],
  ['an age key', /\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/g],
  ['a Vault token', /\bhvs\.[0-9A-Za-z_-]{24,120}/g],
  ['an Azure storage key', /\bAccountKey=[0-9A-Za-z+/]{80,90}={0,2}/g],
]

/** Kinds whose shape is the beginning alone, which all of them have. */
export const MARKED: ReadonlySet<string> = new Set(['a private key', 'a PuTTY key'])

/** `https://name:password@host`, with a password that is neither a place for one nor an example. */
export const IN_ADDRESS =
  /:\/\/[^\s:@/"'$<>{}]{1,80}:(?!\$|<|\{|%|\*{3}|x{3}|pass(?:word)?@|secret@|postgres@|root@|guest@)([^\s:@/"'<>${}]{6,200})@[\w.-]{3,200}/g

/** A name that says secret, and the beginning of its value. */
export const ASSIGNED =
  /(?:secret|token|passw(?:or)?d|passphrase|api_?key|access_?key|private_?key|credential)[\w.-]{0,20}["']?\s{0,4}(?::=|=>|[:=])\s{0,4}(["'`]?)([0-9A-Za-z_+/=.~!@#%^&*-]{12,200})(["'`]?)/gi

/** So much of a value is looked at by `ASSIGNED`. */
export const MOST_VALUE = 200

/** Values that only stand for one, and code that fetches it from elsewhere. */
export const STANDS_FOR =
  /^(?:x+|\*+|\.+|your|my[-_]|change|example|dummy|test|fake|mock|sample|placeholder|insert|replace|todo|none|null|undefined|true|false|process\.|env\.|os\.|config|secrets\.|vault|ref|import|await|this\.|self\.|new|function|string|https?:|\.\/|\/|@|sha\d{3}-)/i

/** Where an unquoted value is one, and no code. */
export const PLAIN_VALUES =
  /(?:^|\/)(?:\.env[\w.-]{0,60}|[^/]{0,200}\.(?:ya?ml|toml|ini|conf|cfg|properties|env|tfvars|sh|bashrc|zshrc))$/i

/** Files that are secrets as a whole. */
export const FILES =
  /^(?:\.env(?:\.(?!example$|sample$|template$|dist$|defaults$|schema$)[\w-]{1,60})?|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|_netrc|\.pgpass|\.git-credentials|\.htpasswd|credentials\.json|service[-_]account[\w.-]{0,60}\.json|[^/]{0,200}\.(?:p12|pfx|jks|keystore|kdbx|ppk))$/i
