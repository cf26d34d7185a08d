<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About G3 Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Says where on Earth a photo was taken, shows why, and sends nothing anywhere unless you switch it on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The paper whose method this is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy citation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it runs on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stated in its own files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a report of a fault; nothing in it is personal.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Agreement</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n similar photo(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) of the model</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>a town among those compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>town</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first by verification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no reference photo near it</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n reference photo(s) near it</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>model %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verification first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verification prefers another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no EXIF position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EXIF position %1 away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswerHeader</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the position in decimal degrees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other notations, and a map in the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other notations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>references within %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decimal degrees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Degrees, minutes, seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plus code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>geo: link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in the browser (OpenStreetMap)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AskingPage</name>
    <message>
        <source>Prompts and samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effort</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quick: ask no language model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>standard: ask each prompt once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thorough: ask each prompt five times, as in the paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions for one photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompts name the places of reference photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without it they show positions alone, as in the paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the effort says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>References in each prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples of each prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time for one photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One number for each prompt, with commas between them: how many similar photos it shows, and as many dissimilar ones. A higher temperature makes samples differ more. With a limited time, asking ends early once no reply could change the first place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No questions: places come from the gallery and the towns alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) for one photo</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>References in the prompts: %1. Samples of each: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>References in each prompt: write different numbers up to %1 with commas between them, such as 0, 5, 10, 15.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BuildForm</name>
    <message>
        <source>Folder of photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the photos themselves (EXIF)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from a CSV file: file, lat, lon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep small pictures and full paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without them the gallery can be given away: it names files alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A gallery from your photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos below the folder that have a position are read once and stay where they are. Nothing leaves this machine. It can be stopped and gone on with at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Build the gallery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no encoder to read photos with: import one under Packs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a gallery of this name, and it is damaged: remove it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gallery %1 was made by %2. Choose that encoder, or another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other work is under way: this can begin when that has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder, or drop it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the gallery a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the CSV file; its column “file” is relative to the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A build of this name was stopped: the same one goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a gallery of this name: photos that are new are added to it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BuildReport</name>
    <message>
        <source>Use it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gallery %1 is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) in all</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n known already</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Left out, and why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worth knowing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChosenPhoto</name>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Placing…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Your photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence for %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Do not show this again until the next start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program met a fault that it did not expect. Your photos are unchanged, and the answers so far are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on, and try again what you did. If it keeps happening, quit and start the program again: it takes up the work where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be reported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent anywhere. The fault is written down in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent anywhere. The log could not be written: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n fault(s) so far</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CrashLog</name>
    <message>
        <source>The window ended unexpectedly last time; what was done is kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Credits</name>
    <message>
        <source>This installation lacks its file %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Disclosure</name>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EnginePage</name>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>g3 where it is installed, else starter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the one that fits the encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the fastest there is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>graphics processor (NVIDIA CUDA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>graphics processor (Apple)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An encoder turns a photo into numbers, and compares them with those of the gallery&apos;s photos. A gallery fits the encoder that made it, and no other.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop photos anywhere in this window, or choose one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photo chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was nothing to compare the photo with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No place found</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>What the model said (%n)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Answers that do not count (%n)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FactChips</name>
    <message>
        <source>still being refined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the evidence</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Galleries</name>
    <message>
        <source>Galleries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos whose places are known. A new photo is compared with them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Build from my photos…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or drop a folder of photos here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◐ in work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◔ not finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is in work: how far it is stands below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>A build was stopped after %n photo(s). It can go on from there.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>It cannot be used: the encoder that made it is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ Checked: every file is as it was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New photos are compared with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Origin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Built from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done of it is lost. The photos stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The photos that it was made from stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is in use: places that were found with it stay, without the small pictures of their references. New photos are compared with another gallery that fits, or with none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GalleriesPage</name>
    <message>
        <source>Use this gallery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on building…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check every file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Build one from photos of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No gallery yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the gallery %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Inquiry</name>
    <message>
        <source>The engine stopped (%1). It is being started again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>{} is no name of a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no photo in {} ({}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture could not be kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of picture address is not understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture&apos;s address is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture could not be kept in {}: {}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Invitation</name>
    <message>
        <source>Drop photos or folders anywhere in this window</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>%1 What is done now will not be remembered.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LanguagePage</name>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names of places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the language of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English or local, as in the table of places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another language of the window is used from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All countries and many large towns have a name in the language of the window; regions and other towns keep theirs. What is exported or printed by the command line has the names of the table of places.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>Building the gallery %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the gallery %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the pack %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 photos a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading the encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>writing the gallery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading rows and thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copying files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>converting weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gallery %1 is not finished. What is done is kept for the next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The gallery %1 is sound: all of its %n photo(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The pack %1 is sound: all of its %n file(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The pack %1 is here now, and its files are sound.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The gallery %1 has %n photo(s):</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n known already</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryDialog</name>
    <message>
        <source>Galleries and packs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Galleries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListColumn</name>
    <message>
        <source>Filter by name or place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photo matches the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop photos or folders here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order and filter the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose photos to place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In order of work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only those without an answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only those that are done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only those still to be done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Locator</name>
    <message>
        <source>Map of the place</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LookPage</name>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The size of text is the system&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Place again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Galleries…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packs…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;lace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About G3 Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy decimal degrees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy degrees, minutes, seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy plus code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy geo: link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Globe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures on the web are not fetched: save the picture, then add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not opened: links are switched off in the privacy settings.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Map</name>
    <message>
        <source>What the map shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Globe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>References</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Farther</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ranked places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ranked place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reference photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model&apos;s answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>camera&apos;s position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the marks mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Densest areas that hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>half of the evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>four fifths of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 % of it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>globe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>flat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WebGL where there is some</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the simple map, for machines without a graphics processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map jumps to a place instead of gliding there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers at the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers of the language model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File with streets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file with streets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A .pmtiles file of your own is drawn under everything else. It is read from the disk; nothing is fetched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map tiles ({})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map&apos;s files are missing: install the program again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map stopped working. Everything else goes on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>%1 is another machine: it is not asked before you allow it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A language model that sees images proposes places, in addition to those of the gallery. It runs in Ollama, a program of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this machine (OLLAMA_HOST, else port 11434)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of Ollama</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the best one installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model to download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download through Ollama</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get another model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Privacy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what may use the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the paper&apos;s family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the paper&apos;s family, larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>newer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>newer, larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>newer, for small machines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for the smallest machines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloads use the network, and are switched off under Privacy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ollama runs, and has no model that sees images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ollama runs on this machine: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ollama runs on another machine: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop; it goes on there next time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Packs</name>
    <message>
        <source>version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◐ in work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is in work: how far it is stands below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ Checked: every file is as its maker described it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos are encoded with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Origin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoder id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its files are removed from this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Galleries that it made cannot be used until it is imported again: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is in use: photos are encoded with another one from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>encoder of photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, photos of %2 by %2 pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoders: they turn a photo into numbers that galleries are compared in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a folder with a pack.json, or with the published g3.pth; or drop it here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PacksPage</name>
    <message>
        <source>Use this encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check every file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of a pack, or of g3.pth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import the folder of one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pack yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the pack %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PathEdit</name>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotoList</name>
    <message>
        <source>no place found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not sure: %1 places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>placing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotoStateView</name>
    <message>
        <source>Your photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend what is said above, then place it again; or look at the file itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Wheel, + and - zoom; dragging and arrow keys move; 0 and a double click show all.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlaceList</name>
    <message>
        <source>Ranked places</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Verification cosine %1. The bar lies between the worst and the best candidate; it is no probability.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: how far the farthest reference photo lies from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no candidate any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verification cosine %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spread %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Privacy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos, answers and the map stay on this machine. Only what is switched on here uses a network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos may be sent to a language model on another machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each photo that is placed, without its metadata, and positions of gallery photos would go to the Ollama server that you name, or through it to the servers of a cloud model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language models may be downloaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ollama would tell its library on the internet which model you want, whenever you press the button that downloads one; no photo goes there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Links may be opened in the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click on a link, and nothing else, would hand its address to the browser: the page of a reference photo, or a map on the internet with the position of a place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of photos, their places and the window&apos;s layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that were pasted, or dropped from a browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Galleries that you built, with small pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results of computations that can be made again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the engine reported, with names of files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your photos stay where they are: the list holds their paths, and no copies.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Reference</name>
    <message>
        <source>Row %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>similarity %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 from the place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gallery keeps no picture of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its picture cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No reference photo was taken near it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReferenceStrip</name>
    <message>
        <source>Reference photos</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Replies</name>
    <message>
        <source>Reasons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(nothing came)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked without references</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Asked with %n reference(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Reply %1, seed %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding photos was stopped; none of them is in the list.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the list of photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose no place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select more photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all photos</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No action or key has this in its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SmallMap</name>
    <message>
        <source>Map of the place</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SourceLink</name>
    <message>
        <source>Source: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens in the browser.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>encoding positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading gallery and places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>aligning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comparing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asking %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading encoder %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>photos go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language model runs on another machine, as you allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No request leaves this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no language model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine starting again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without an answer</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>Storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Galleries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos and answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measuring…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where the system puts them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for large things</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder for large things</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packs, galleries and cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>G3DESKTOP_HOME says where everything lies: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another folder is used from the next start on, by the window and the command line. Nothing is moved: move packs, galleries and cache there yourself while the program is closed, or it will not find them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not there yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimeLeft</name>
    <message>
        <source>a few seconds left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where was this photo taken?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the program a photo: it ranks the places that fit, and shows what speaks for each, so that you can check it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not claim more than it knows: where the evidence points to several places, you see several.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it works with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose photos…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manage…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known without an engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, computed on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small: good for a first look, not for proof.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None fits this encoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Build one…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) whose place is known</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, on another machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None, as the settings say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None. %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not needed; with one, more places are considered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get one…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos are sent to the language model at %1, as the settings allow; nothing else leaves this machine. Photos are only read, never changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing leaves this machine. Photos are only read, never changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>under %1 mi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under %1 km</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 mi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 km</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkStrip</name>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ZoomButtons</name>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all of both pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
