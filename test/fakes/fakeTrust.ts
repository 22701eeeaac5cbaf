import type { UserId } from '#shared/ids.ts'
import type { FolderTrust, InspectedFolder } from '#server/host/sessions/ports/folderTrust.ts'

/** Folders that bring something once they are named, and what people said of it. */
export class FakeTrust implements Pick<FolderTrust, 'inspect' | 'accept'> {
  /** What folders bring, by their path. */
  readonly brings = new Map<string, string>()
  readonly trusted = new Map<string, string>()

  async inspect(_userId: UserId, folder: string): Promise<InspectedFolder> {
    const fingerprint = this.brings.get(folder) ?? null
    const isTrusted = fingerprint !== null && this.trusted.get(folder) === fingerprint
    const state = fingerprint === null ? 'nothing_to_trust' : isTrusted ? 'trusted' : 'untrusted'
    return {
      folder,
      trust: { state, fingerprint: fingerprint ?? '', brings: [] },
      isOwners: true,
      withheldServers: [],
      isInForce: state !== 'untrusted',
      allow: [],
      folders: [],
      rules: [],
      environment: [],
      mode: null,
    }
  }

  async accept(userId: UserId, folder: string, fingerprint: string): Promise<InspectedFolder> {
    this.trusted.set(folder, fingerprint)
    return this.inspect(userId, folder)
  }
}
