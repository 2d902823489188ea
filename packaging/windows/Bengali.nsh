; Bangla (2117, of Bangladesh) for the pages that installer.nsi has; what is not here stands in English.
!insertmacro LANGFILE "Bengali" "Bengali" "বাংলা" "Bangla"

!ifdef MUI_WELCOMEPAGE
  ${LangFileString} MUI_TEXT_WELCOME_INFO_TITLE "$(^NameDA) ইনস্টল"
  ${LangFileString} MUI_TEXT_WELCOME_INFO_TEXT "$_CLICK"
!endif

!ifdef MUI_INSTFILESPAGE
  ${LangFileString} MUI_TEXT_INSTALLING_TITLE "ইনস্টল হচ্ছে"
  ${LangFileString} MUI_TEXT_INSTALLING_SUBTITLE "$(^NameDA) ইনস্টল হওয়া পর্যন্ত একটু অপেক্ষা করুন।"
  ${LangFileString} MUI_TEXT_FINISH_TITLE "ইনস্টল শেষ"
  ${LangFileString} MUI_TEXT_FINISH_SUBTITLE "সব ঠিকমতো ইনস্টল হয়েছে।"
  ${LangFileString} MUI_TEXT_ABORT_TITLE "ইনস্টল হয়নি"
  ${LangFileString} MUI_TEXT_ABORT_SUBTITLE "ইনস্টল শেষ করা যায়নি।"
!endif

!ifdef MUI_UNINSTFILESPAGE
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_TITLE "সরানো হচ্ছে"
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_SUBTITLE "$(^NameDA) সরানো পর্যন্ত একটু অপেক্ষা করুন।"
  ${LangFileString} MUI_UNTEXT_FINISH_TITLE "সরানো শেষ"
  ${LangFileString} MUI_UNTEXT_FINISH_SUBTITLE "প্রোগ্রামটি সরানো হয়েছে।"
  ${LangFileString} MUI_UNTEXT_ABORT_TITLE "সরানো হয়নি"
  ${LangFileString} MUI_UNTEXT_ABORT_SUBTITLE "সরানো শেষ করা যায়নি।"
!endif

!ifdef MUI_FINISHPAGE
  ${LangFileString} MUI_TEXT_FINISH_INFO_TITLE "$(^NameDA) ইনস্টল হয়েছে"
  ${LangFileString} MUI_TEXT_FINISH_INFO_TEXT "$(^NameDA) এই কম্পিউটারে ইনস্টল হয়েছে।$\r$\n$\r$\n‘শেষ’ চাপলে ইনস্টলার বন্ধ হবে।"
  ${LangFileString} MUI_TEXT_FINISH_INFO_REBOOT "কাজটি শেষ করতে কম্পিউটার আবার চালু করতে হবে। এখনই করবেন?"
  ${LangFileString} MUI_TEXT_FINISH_REBOOTNOW "এখনই আবার চালু করুন"
  ${LangFileString} MUI_TEXT_FINISH_REBOOTLATER "পরে নিজে আবার চালু করব"
  ${LangFileString} MUI_TEXT_FINISH_RUN "$(^NameDA) খুলুন (&R)"
  ${LangFileString} MUI_TEXT_FINISH_SHOWREADME "সহায়িকা দেখুন (&S)"
  ${LangFileString} MUI_BUTTONTEXT_FINISH "শেষ (&F)"
!endif

!ifdef MUI_UNCONFIRMPAGE
  ${LangFileString} MUI_UNTEXT_CONFIRM_TITLE "$(^NameDA) সরানো"
  ${LangFileString} MUI_UNTEXT_CONFIRM_SUBTITLE "এই কম্পিউটার থেকে $(^NameDA) সরানো হবে।"
!endif
