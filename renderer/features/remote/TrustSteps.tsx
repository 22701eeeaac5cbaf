import { ChevronRight } from 'lucide-react'
import * as words from './words.ts'

/** How to trust the authority on each platform, expandable. */
export function TrustSteps() {
  return (
    <div className="divide-y divide-line rounded-control border border-line">
      {platforms.map(({ name, steps }) => (
        <details key={name} className="group px-3">
          <summary className="flex min-h-9 cursor-pointer items-center gap-1.5 font-medium touch:min-h-11">
            <ChevronRight className="size-4 text-muted group-open:rotate-90" aria-hidden="true" />
            {name}
          </summary>
          <ol className="mb-3 list-decimal space-y-1 pl-5 text-muted">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </details>
      ))}
    </div>
  )
}

const platforms = [
  {
    name: words.iPhoneAndIPad,
    steps: [words.scanTheCodeOpenIt, words.settingsGeneralVpnDeviceManagement, words.settingsGeneralAboutCertificate],
  },
  {
    name: 'Android',
    steps: [words.scanTheCodeAcceptThe, words.settingsSecurityMoreEncryption, words.chooseHomeportCaCrtFirefox],
  },
  {
    name: 'Mac',
    steps: [words.downloadTheCertificateAndOpen, words.openHomeportOnThereTrust],
  },
  {
    name: 'Windows',
    steps: [words.downloadTheCertificateOpenIt, words.placeItInTrustedRoot],
  },
  {
    name: words.linuxAndFirefox,
    steps: [
      words.chromeSettingsPrivacyAndSecurity,
      words.firefoxSettingsPrivacySecurityView,
      words.everythingElseCopyItTo,
    ],
  },
] as const
