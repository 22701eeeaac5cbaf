; The installer ends whatever still runs from its folder, and Windows lets nobody replace a running program. So sessions
; are suspended in order before; after an update they can be resumed.
!macro customInit
  ${If} ${FileExists} "$INSTDIR\resources\bin\homeport.cmd"
    nsExec::Exec '"$SYSDIR\cmd.exe" /d /s /c ""$INSTDIR\resources\bin\homeport.cmd" stop"'
    Pop $0
  ${EndIf}
!macroend

; What the program wrote outside its folder goes with it: the service, the start at login and the homeport: links. An
; update keeps them. What people made (the data directory, settings, sessions) stays.
!macro customUnInstall
  ${IfNot} ${isUpdated}
    nsExec::Exec '"$SYSDIR\cmd.exe" /d /s /c ""$INSTDIR\resources\bin\homeport.cmd" service remove"'
    Pop $0
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
    DeleteRegKey HKCU "Software\Classes\homeport"
  ${EndIf}
!macroend
