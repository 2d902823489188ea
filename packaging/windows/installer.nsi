; The installer of Anumodon for one user of Windows, who need not be an administrator. `build.py` gives VERSION,
; SIZE (KiB), TREE (what is installed), REMOVALS (how it is taken away), OUT and OWN (this folder).
; It never touches a data folder: it removes what it installed, by name.
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
SetDateSave off
RequestExecutionLevel user
ManifestDPIAware true

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "Win\COM.nsh"
!include "Win\Propkey.nsh"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Anumodon"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define MENU "$SMPROGRAMS\Anumodon"
!define IDENTITY "Anumodon.Workstation" ; as app/ui/taskbar.py has it

Name "$(NAME)"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Anumodon"
BrandingText "Anumodon ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define MUI_ICON "${TREE}/anumodon.ico"
!define MUI_UNICON "${TREE}/anumodon.ico"
!define MUI_WELCOMEPAGE_TEXT "$(ABOUT)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\anumodonw.exe"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(DATA_STAYS)"
!define MUI_LANGDLL_ALLLANGUAGES
!define MUI_LANGDLL_WINDOWTITLE "Anumodon · অনুমোদন"
!define MUI_LANGDLL_INFO "ভাষা বাছুন · Choose a language"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGEEX "${OWN}" "Bengali"
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_RESERVEFILE_LANGDLL

LangString NAME ${LANG_BENGALI} "অনুমোদন (Anumodon)"
LangString NAME ${LANG_ENGLISH} "Anumodon"
LangString ABOUT ${LANG_BENGALI} "অনুমোদন ${VERSION} শুধু আপনার জন্য ইনস্টল হবে; প্রশাসকের অনুমতি লাগে না। আগের সংস্করণ থাকলে তার জায়গায় এটি বসবে।$\r$\n$\r$\nঅফিসের তথ্যের ফোল্ডারে হাত দেওয়া হয় না।"
LangString ABOUT ${LANG_ENGLISH} "Anumodon ${VERSION} is installed for you alone; no administrator is needed. It takes the place of an earlier version.$\r$\n$\r$\nThe data folders of offices are not touched."
LangString DATA_STAYS ${LANG_BENGALI} "প্রোগ্রামটি সরানো হবে। অফিসের তথ্যের ফোল্ডার, ব্যাকআপ ও উইন্ডোজে রাখা পাসওয়ার্ড থেকে যাবে।"
LangString DATA_STAYS ${LANG_ENGLISH} "The program is removed. Data folders of offices, backups and the passwords that Windows keeps stay."
LangString TOO_OLD ${LANG_BENGALI} "উইন্ডোজ ১০-এর ১৮০৯ সংস্করণ বা তার পরেরটি লাগবে।"
LangString TOO_OLD ${LANG_ENGLISH} "Windows 10 of version 1809 or later is needed."
LangString IN_USE ${LANG_BENGALI} "অনুমোদন এখনো খোলা আছে। এর জানালা ও কমান্ডগুলো বন্ধ করে আবার চেষ্টা করুন।"
LangString IN_USE ${LANG_ENGLISH} "Anumodon is still open. Please close its window and commands and try again."
LangString NOT_REMOVED ${LANG_BENGALI} "আগের সংস্করণটি পুরো সরানো যায়নি। কম্পিউটার আবার চালু করে এই ইনস্টলার আবার চালান।"
LangString NOT_REMOVED ${LANG_ENGLISH} "The earlier version could not be removed whole. Please restart the computer and start this installer again."
LangString COMMANDS ${LANG_BENGALI} "অনুমোদনের কমান্ড (Anumodon commands)"
LangString COMMANDS ${LANG_ENGLISH} "Anumodon commands"

; Nothing is changed while the program runs: Windows lets nobody write to a program that runs.
!macro REFUSE_WHILE_OPEN
  ${For} $1 0 1
    StrCpy $0 "$INSTDIR\python.exe"
    ${If} $1 = 1
      StrCpy $0 "$INSTDIR\pythonw.exe"
    ${EndIf}
    ${If} ${FileExists} "$0"
      ClearErrors
      FileOpen $2 "$0" a
      ${If} ${Errors}
        MessageBox MB_OK|MB_ICONEXCLAMATION "$(IN_USE)" /SD IDOK
        SetErrorLevel 2
        Quit
      ${EndIf}
      FileClose $2
    ${EndIf}
  ${Next}
!macroend

; Windows' identity of a program (AppUserModelID) on a shortcut, by which it belongs to the program's window and
; notifications. Without it they would be Python's; the program is installed all the same.
!macro IDENTIFY SHORTCUT
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("${SHORTCUT}",${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        System::Call '*(&w64 "${IDENTITY}")p.r5'
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r3'
        System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,$5)p.r4'
        ${IPropertyStore::SetValue} $2 '($3,$4)'
        ${IPropertyStore::Commit} $2 ""
        System::Free $3
        System::Free $4
        System::Free $5
        ${IUnknown::Release} $2 ""
        ${IPersistFile::Save} $1 '("${SHORTCUT}",1)'
      ${EndIf}
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  ; No other folder is taken (/D=): what is in this one is removed by the next version.
  StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Anumodon"
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Section
  SetShellVarContext current
  !insertmacro REFUSE_WHILE_OPEN
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    ; As it knows what it had installed; in its place, so that it can be waited for.
    ExecWait '"$INSTDIR\uninstall.exe" /S /UPGRADE _?=$INSTDIR' $0
    ${If} $0 <> 0
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(NOT_REMOVED)" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
    Delete "$INSTDIR\uninstall.exe"
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${TREE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  SetOutPath "$PROFILE" ; where both begin
  CreateDirectory "${MENU}"
  CreateShortcut "${MENU}\অনুমোদন (Anumodon).lnk" "$INSTDIR\anumodonw.exe" "" "$INSTDIR\anumodon.ico"
  !insertmacro IDENTIFY "${MENU}\অনুমোদন (Anumodon).lnk"
  CreateShortcut "${MENU}\$(COMMANDS).lnk" "$SYSDIR\cmd.exe" '/k "set PATH=$INSTDIR;%PATH%"' "$INSTDIR\anumodon.ico"

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "$(NAME)"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\anumodon.ico"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegStr HKCU "${UNINSTALL}" "Language" "$LANGUAGE"
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Function un.onInit
  ReadRegStr $0 HKCU "${UNINSTALL}" "Language"
  ${If} $0 <> 0
    StrCpy $LANGUAGE $0
  ${EndIf}
  ${IfNot} ${FileExists} "$INSTDIR\program\app\main.py"
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

Section "Uninstall"
  SetShellVarContext current
  !insertmacro REFUSE_WHILE_OPEN
  !include "${REMOVALS}"
  ${If} ${FileExists} "$INSTDIR\program\app\main.py"
    SetErrorLevel 2
    Quit
  ${EndIf}
  Delete "${MENU}\*.lnk"
  RMDir "${MENU}"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPGRADE" $1
  ${If} ${Errors} ; gone for good
    ReadRegStr $0 HKCU "${RUN}" "Anumodon"
    ${If} $0 == "$INSTDIR\anumodonw.exe"
    ${OrIf} $0 == '"$INSTDIR\anumodonw.exe"'
      DeleteRegValue HKCU "${RUN}" "Anumodon"
    ${EndIf}
    DeleteRegKey HKCU "${UNINSTALL}"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR" ; where nobody has put anything of their own in it
  ${EndIf}
SectionEnd
