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
  ['a signed token', /\beyJ[0-9A-Za-z_-]{12,300}\.eyJ[0-9A-Za-z_-]{12,300}/g],
  ['a Linear key', /\blin_api_[0-9A-Za-z]{40}\b/g],
  ['a Grafana token', /\bglsa_[0-9A-Za-z]{32}_[0-9A-Fa-f]{8}\b/g],
  ['a Shopify token', /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b/g],
  ['a Databricks token', /\bdapi[0-9a-f]{32}(?:-\d)?\b/g],
  ['a Doppler token', /\bdp\.(?:pt|st|ct|sa)\.[0-9A-Za-z.]{40,60}\b/g],
  ['a PlanetScale token', /\bpscale_(?:tkn|pw|oauth)_[0-9A-Za-z_.=-]{32,64}\b/g],
  ['a Postman key', /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}\b/g],
  ['a RubyGems key', /\brubygems_[0-9a-f]{48}\b/g],
  ['a Sentry token', /\bsntry[su]_[0-9A-Za-z+/=_]{40,300}/g],
  ['a Terraform token', /\b[0-9A-Za-z]{14}\.atlasv1\.[0-9A-Za-z_=-]{60,70}/g],
  ['an Atlassian token', /\bATATT3[0-9A-Za-z_=-]{180,200}/g],
  ['a New Relic key', /\bNRAK-[0-9A-Z]{27}\b/g],
  ['a Figma token', /\bfig[do]_[0-9A-Za-z_-]{40}\b/g],
  ['a Groq key', /\bgsk_[0-9A-Za-z]{52}\b/g],
  ['an xAI key', /\bxai-[0-9A-Za-z]{80}\b/g],
  ['a Replicate token', /\br8_[0-9A-Za-z]{37}\b/g],
  ['a Supabase token', /\bsbp_[0-9a-f]{40}\b/g],
  ['a Discord webhook', /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[0-9A-Za-z_-]{60,80}/g],
  ['an Azure storage key', /\bAccountKey=[0-9A-Za-z+/]{80,90}={0,2}/g],
]

/** Kinds whose shape is the beginning alone, which all of them have. */
export const MARKED: ReadonlySet<string> = new Set(['a private key', 'a PuTTY key'])

/** `https://name:password@host`, with a password that is neither a place for one nor an example. */
export const IN_ADDRESS =
  /:\/\/[^\s:@/"'$<>{}]{1,80}:(?!\$|<|\{|%|\*{3}|x{3}|pass(?:word)?@|secret@|postgres@|root@|guest@)([^\s:@/"'<>${}]{6,200})@[\w.-]{3,200}/g

/** A name that says secret, and the beginning of its value. */
export const ASSIGNED =
  /(?:secret|token|passw(?:or)?d|passphrase|(?:api|access|private|encryption|signing|master|shared|account|auth|deploy|service)[-_]?key|credential)[\w.-]{0,20}["']?\s{0,4}(?::=|=>|[:=])\s{0,4}(["'`]?)([0-9A-Za-z_+/=.~!@#%^&*-]{12,200})(["'`]?)/gi

/** So much of a value is looked at by `ASSIGNED`. */
export const MOST_VALUE = 200

/** Values that only stand for one, whatever follows, and code that fetches it from elsewhere. */
export const STANDS_FOR =
  /^(?:x{3}|\*{3}|\.{2}|your|example|dummy|fake|mock|sample|placeholder|change[-_]?(?:me|this|it)|(?:insert|replace|todo|none|null|undefined|true|false|await|import|function|string)\b|process\.|env\.|os\.|secrets\.|this\.|self\.|https?:|sha\d{3}-)/i

/** Beginnings of values that stand for one, unless what follows is mixed as a key is; paths too. */
export const MAY_STAND_FOR = /^(?:test|new|my[-_]|change|insert|replace|string|function|config|ref|vault|@|\.?\/)/i

/** Where an unquoted value is one, and no code. */
export const PLAIN_VALUES =
  /(?:^|\/)(?:\.env[\w.-]{0,60}|[^/]{0,200}\.(?:ya?ml|toml|ini|conf|cfg|properties|env|tfvars|sh|bashrc|zshrc))$/i

/** Files that are secrets as a whole. */
export const FILES =
  /^(?:\.env(?:\.(?!example$|sample$|template$|dist$|defaults$|schema$)[\w-]{1,60})?|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|_netrc|\.pgpass|\.git-credentials|\.htpasswd|credentials\.json|service[-_]account[\w.-]{0,60}\.json|[^/]{0,200}\.(?:p12|pfx|jks|keystore|kdbx|ppk))$/i
