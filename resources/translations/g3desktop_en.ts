<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Agreement</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n similar photo(s)</source>
        <translation>
            <numerusform>%n similar photo</numerusform>
            <numerusform>%n similar photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>%n answer</numerusform>
            <numerusform>%n answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) of the model</source>
        <translation>
            <numerusform>%n answer of the model</numerusform>
            <numerusform>%n answers of the model</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n reference photo(s) near it</source>
        <translation>
            <numerusform>%n reference photo near it</numerusform>
            <numerusform>%n reference photos near it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AskingPage</name>
    <message numerus="yes">
        <source>%n question(s) for one photo</source>
        <translation>
            <numerusform>%n question for one photo</numerusform>
            <numerusform>%n questions for one photo</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BuildReport</name>
    <message numerus="yes">
        <source>%Ln photo(s) in all</source>
        <translation>
            <numerusform>%Ln photo in all</numerusform>
            <numerusform>%Ln photos in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln known already</source>
        <translation>
            <numerusform>%Ln known already</numerusform>
            <numerusform>%Ln known already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>%Ln left out</numerusform>
            <numerusform>%Ln left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more</source>
        <translation>
            <numerusform>… and %Ln more</numerusform>
            <numerusform>… and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message numerus="yes">
        <source>%n fault(s) so far</source>
        <translation>
            <numerusform>%n fault so far</numerusform>
            <numerusform>%n faults so far</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message numerus="yes">
        <source>What the model said (%n)</source>
        <translation>
            <numerusform>What the model said (%n)</numerusform>
            <numerusform>What the model said (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Answers that do not count (%n)</source>
        <translation>
            <numerusform>Answers that do not count (%n)</numerusform>
            <numerusform>Answers that do not count (%n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Galleries</name>
    <message numerus="yes">
        <source>An update was stopped after %Ln photo(s). It can go on from there.</source>
        <translation>
            <numerusform>An update was stopped after %Ln photo. It can go on from there.</numerusform>
            <numerusform>An update was stopped after %Ln photos. It can go on from there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A build was stopped after %Ln photo(s). It can go on from there.</source>
        <translation>
            <numerusform>A build was stopped after %Ln photo. It can go on from there.</numerusform>
            <numerusform>A build was stopped after %Ln photos. It can go on from there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message numerus="yes">
        <source>The gallery %1 is sound: all of its %Ln photo(s).</source>
        <translation>
            <numerusform>The gallery %1 is sound: its %Ln photo.</numerusform>
            <numerusform>The gallery %1 is sound: all of its %Ln photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The pack %1 is sound: all of its %Ln file(s).</source>
        <translation>
            <numerusform>The pack %1 is sound: its %Ln file.</numerusform>
            <numerusform>The pack %1 is sound: all of its %Ln files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The gallery %1 has %Ln photo(s):</source>
        <translation>
            <numerusform>The gallery %1 has %Ln photo:</numerusform>
            <numerusform>The gallery %1 has %Ln photos:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln known already</source>
        <translation>
            <numerusform>%Ln known already</numerusform>
            <numerusform>%Ln known already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>%Ln left out</numerusform>
            <numerusform>%Ln left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The gallery %1 is up to date: nothing has changed in its %Ln photo(s).</source>
        <translation>
            <numerusform>The gallery %1 is up to date: nothing has changed in its %Ln photo.</numerusform>
            <numerusform>The gallery %1 is up to date: nothing has changed in its %Ln photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln removed</numerusform>
            <numerusform>%Ln removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moved or described anew</source>
        <translation>
            <numerusform>%Ln moved or described anew</numerusform>
            <numerusform>%Ln moved or described anew</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unchanged</source>
        <translation>
            <numerusform>%Ln unchanged</numerusform>
            <numerusform>%Ln unchanged</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Replies</name>
    <message numerus="yes">
        <source>Asked with %n reference(s)</source>
        <translation>
            <numerusform>Asked with %n reference</numerusform>
            <numerusform>Asked with %n references</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without an answer</source>
        <translation>
            <numerusform>%Ln without an answer</numerusform>
            <numerusform>%Ln without an answer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message numerus="yes">
        <source>%Ln photo(s) whose place is known</source>
        <translation>
            <numerusform>%Ln photo whose place is known</numerusform>
            <numerusform>%Ln photos whose places are known</numerusform>
        </translation>
    </message>
</context>
</TS>
