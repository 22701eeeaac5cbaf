import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'

const KIND = 'ssh-ed25519'

/** A key of OpenSSH's kind ed25519. The private part is PEM (PKCS #8), for the vault alone. */
export interface SshKey {
  readonly private_pem: string
  /** `ssh-ed25519 AAAA… comment`, as a host takes it. */
  readonly public_text: string
}

export function makeSshKey(comment: string): SshKey {
  const { privateKey } = generateKeyPairSync('ed25519')
  const private_pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  return { private_pem, public_text: `${KIND} ${publicBlob(private_pem).toString('base64')} ${comment}` }
}

/** The public part as the wire has it (RFC 8709, 4). */
export function publicBlob(private_pem: string): Buffer {
  const spki = createPublicKey(createPrivateKey(private_pem)).export({ format: 'der', type: 'spki' })
  return Buffer.concat([lengthed(Buffer.from(KIND)), lengthed(spki.subarray(-32))])
}

/** A signature as the wire has it (RFC 8709, 6). */
export function signature(private_pem: string, data: Uint8Array): Buffer {
  const raw = sign(null, data, createPrivateKey(private_pem))
  return Buffer.concat([lengthed(Buffer.from(KIND)), lengthed(raw)])
}

/** A string of the SSH protocols (RFC 4251, 5). */
export function lengthed(bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(bytes.length)
  return Buffer.concat([head, bytes])
}
