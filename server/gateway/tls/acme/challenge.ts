/** What an authority wants to find before it accepts that a name is ours. */
export interface ChallengeProof {
  readonly name: string
  readonly token: string
  /** HTTP and TLS: the key authorisation · DNS: the value of the TXT record. */
  readonly answer: string
}

/** One way to show a proof. Opened for one order, closed after it. */
export interface ChallengeAnswers {
  readonly type: 'http-01' | 'tls-alpn-01' | 'dns-01'
  /** Resolves when the authority can find it. @throws Error saying what is in the way. */
  present(proof: ChallengeProof, signal: AbortSignal): Promise<void>
  /** Takes it away again. */
  withdraw(proof: ChallengeProof): Promise<void>
  close(): Promise<void>
}
