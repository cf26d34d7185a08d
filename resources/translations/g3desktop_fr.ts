<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About G3 Desktop</source>
        <translation>À propos de G3 Desktop</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Credits</source>
        <translation>Crédits</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Fiche du modèle</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Bibliothèques</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>Says where on Earth a photo was taken, shows why, and sends nothing anywhere unless you switch it on.</source>
        <translation>Dit où sur Terre une photo a été prise, montre pourquoi, et n’envoie rien nulle part sans votre accord.</translation>
    </message>
    <message>
        <source>The paper whose method this is</source>
        <translation>L’article dont vient la méthode</translation>
    </message>
    <message>
        <source>Copy citation</source>
        <translation>Copier la citation</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>What it runs on</source>
        <translation>Environnement</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>non installée</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothèque</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>stated in its own files</source>
        <translation>indiquée dans ses propres fichiers</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>Copier les versions</translation>
    </message>
    <message>
        <source>For a report of a fault; nothing in it is personal.</source>
        <translation>Pour signaler un problème&#x202f;; rien de personnel n’y figure.</translation>
    </message>
</context>
<context>
    <name>Agreement</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n&#xa0;photo</numerusform>
            <numerusform>%n&#xa0;photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n similar photo(s)</source>
        <translation>
            <numerusform>%n&#xa0;photo similaire</numerusform>
            <numerusform>%n&#xa0;photos similaires</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>%n&#xa0;réponse</numerusform>
            <numerusform>%n&#xa0;réponses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) of the model</source>
        <translation>
            <numerusform>%n&#xa0;réponse du modèle</numerusform>
            <numerusform>%n&#xa0;réponses du modèle</numerusform>
        </translation>
    </message>
    <message>
        <source>a town among those compared</source>
        <translation>une des villes comparées</translation>
    </message>
    <message>
        <source>town</source>
        <translation>ville</translation>
    </message>
    <message>
        <source>first by verification</source>
        <translation>premier à la vérification</translation>
    </message>
    <message>
        <source>verification</source>
        <translation>vérification</translation>
    </message>
    <message>
        <source>no reference photo near it</source>
        <translation>aucune photo de référence à proximité</translation>
    </message>
    <message numerus="yes">
        <source>%n reference photo(s) near it</source>
        <translation>
            <numerusform>%n&#xa0;photo de référence à proximité</numerusform>
            <numerusform>%n&#xa0;photos de référence à proximité</numerusform>
        </translation>
    </message>
    <message>
        <source>model %1 of %2</source>
        <translation>modèle %1 sur %2</translation>
    </message>
    <message>
        <source>verification first</source>
        <translation>premier à la vérification</translation>
    </message>
    <message>
        <source>verification prefers another</source>
        <translation>la vérification en préfère un autre</translation>
    </message>
    <message>
        <source>no EXIF position</source>
        <translation>pas de position EXIF</translation>
    </message>
    <message>
        <source>EXIF position %1 away</source>
        <translation>position EXIF à %1</translation>
    </message>
</context>
<context>
    <name>AnswerHeader</name>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy the position in decimal degrees</source>
        <translation>Copier la position en degrés décimaux</translation>
    </message>
    <message>
        <source>Other notations, and a map in the browser</source>
        <translation>Autres notations, et carte dans le navigateur</translation>
    </message>
    <message>
        <source>Other notations</source>
        <translation>Autres notations</translation>
    </message>
    <message>
        <source>references within %1</source>
        <translation>références à moins de %1</translation>
    </message>
    <message>
        <source>Decimal degrees</source>
        <translation>Degrés décimaux</translation>
    </message>
    <message>
        <source>Degrees, minutes, seconds</source>
        <translation>Degrés, minutes, secondes</translation>
    </message>
    <message>
        <source>Plus code</source>
        <translation>Plus code</translation>
    </message>
    <message>
        <source>geo: link</source>
        <translation>Lien geo:</translation>
    </message>
    <message>
        <source>Open in the browser (OpenStreetMap)</source>
        <translation>Ouvrir dans le navigateur (OpenStreetMap)</translation>
    </message>
</context>
<context>
    <name>AskingPage</name>
    <message>
        <source>Prompts and samples</source>
        <translation>Prompts et tirages</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>Effort</translation>
    </message>
    <message>
        <source>quick: ask no language model</source>
        <translation>rapide&#xa0;: sans modèle de langage</translation>
    </message>
    <message>
        <source>standard: ask each prompt once</source>
        <translation>standard&#xa0;: chaque prompt une fois</translation>
    </message>
    <message>
        <source>thorough: ask each prompt five times, as in the paper</source>
        <translation>approfondi&#xa0;: chaque prompt cinq fois, comme dans l’article</translation>
    </message>
    <message>
        <source>Questions for one photo</source>
        <translation>Questions pour une photo</translation>
    </message>
    <message>
        <source>Prompts name the places of reference photos</source>
        <translation>Nommer dans les prompts les lieux des photos de référence</translation>
    </message>
    <message>
        <source>Without it they show positions alone, as in the paper.</source>
        <translation>Sinon, ils ne donnent que les positions, comme dans l’article.</translation>
    </message>
    <message>
        <source>as the effort says</source>
        <translation>selon l’effort</translation>
    </message>
    <message>
        <source>References in each prompt</source>
        <translation>Références par prompt</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation>&#xa0;s</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sans limite</translation>
    </message>
    <message>
        <source>Your own choice</source>
        <translation>Réglages personnels</translation>
    </message>
    <message>
        <source>Samples of each prompt</source>
        <translation>Tirages par prompt</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>Time for one photo</source>
        <translation>Temps par photo</translation>
    </message>
    <message>
        <source>One number for each prompt, with commas between them: how many similar photos it shows, and as many dissimilar ones. A higher temperature makes samples differ more. With a limited time, asking ends early once no reply could change the first place.</source>
        <translation>Un nombre par prompt, séparés par des virgules&#xa0;: combien de photos similaires il montre, et autant de dissemblables. Plus la température est haute, plus les tirages diffèrent. Si le temps est limité, les questions s’arrêtent dès qu’aucune réponse ne peut plus changer la première place.</translation>
    </message>
    <message>
        <source>No questions: places come from the gallery and the towns alone.</source>
        <translation>Aucune question&#xa0;: les lieux viennent seulement de la galerie et des villes.</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) for one photo</source>
        <translation>
            <numerusform>%n&#xa0;question pour une photo</numerusform>
            <numerusform>%n&#xa0;questions pour une photo</numerusform>
        </translation>
    </message>
    <message>
        <source>References in the prompts: %1. Samples of each: %2.</source>
        <translation>Références par prompt&#xa0;: %1. Tirages par prompt&#xa0;: %2.</translation>
    </message>
    <message>
        <source>References in each prompt: write different numbers up to %1 with commas between them, such as 0, 5, 10, 15.</source>
        <translation>Références par prompt&#xa0;: indiquez des nombres différents, %1 au plus, séparés par des virgules, par exemple 0, 5, 10, 15.</translation>
    </message>
</context>
<context>
    <name>BuildForm</name>
    <message>
        <source>Folder of photos</source>
        <translation>Dossier de photos</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positions</translation>
    </message>
    <message>
        <source>from the photos themselves (EXIF)</source>
        <translation>des photos elles-mêmes (EXIF)</translation>
    </message>
    <message>
        <source>from a CSV file: file, lat, lon</source>
        <translation>d’un fichier CSV&#xa0;: file, lat, lon</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>Fichier CSV</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encodeur</translation>
    </message>
    <message>
        <source>Keep small pictures and full paths</source>
        <translation>Garder des vignettes et les chemins complets</translation>
    </message>
    <message>
        <source>Without them the gallery can be given away: it names files alone.</source>
        <translation>Sans eux, la galerie peut être partagée&#xa0;: elle ne cite que les noms des fichiers.</translation>
    </message>
    <message>
        <source>A gallery from your photos</source>
        <translation>Une galerie de vos photos</translation>
    </message>
    <message>
        <source>Photos below the folder that have a position are read once and stay where they are. Nothing leaves this machine. It can be stopped and gone on with at any time.</source>
        <translation>Les photos du dossier et de ses sous-dossiers qui ont une position sont lues une fois et restent où elles sont. Rien ne quitte cet ordinateur. Vous pouvez arrêter et reprendre à tout moment.</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>Build the gallery</source>
        <translation>Créer la galerie</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>Tableaux (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>There is no encoder to read photos with: import one under Packs.</source>
        <translation>Il n’y a pas d’encodeur pour lire les photos&#xa0;: importez-en un sous Packs.</translation>
    </message>
    <message>
        <source>There is a gallery of this name, and it is damaged: remove it first.</source>
        <translation>Une galerie de ce nom existe, mais elle est endommagée&#xa0;: supprimez-la d’abord.</translation>
    </message>
    <message>
        <source>The gallery %1 was made by %2. Choose that encoder, or another name.</source>
        <translation>La galerie %1 a été créée par %2. Choisissez cet encodeur ou un autre nom.</translation>
    </message>
    <message>
        <source>Other work is under way: this can begin when that has ended.</source>
        <translation>Une autre tâche est en cours&#xa0;: celle-ci pourra commencer ensuite.</translation>
    </message>
    <message>
        <source>Choose the folder, or drop it here.</source>
        <translation>Choisissez le dossier, ou déposez-le ici.</translation>
    </message>
    <message>
        <source>Give the gallery a name.</source>
        <translation>Donnez un nom à la galerie.</translation>
    </message>
    <message>
        <source>Choose the CSV file; its column “file” is relative to the folder.</source>
        <translation>Choisissez le fichier CSV&#x202f;; sa colonne «&#xa0;file&#xa0;» est relative au dossier.</translation>
    </message>
    <message>
        <source>A build of this name was stopped: the same one goes on from there.</source>
        <translation>La création d’une galerie de ce nom a été arrêtée&#xa0;: elle reprendra où elle en était.</translation>
    </message>
    <message>
        <source>There is a gallery of this name: photos that are new are added to it.</source>
        <translation>Une galerie de ce nom existe&#xa0;: les nouvelles photos y seront ajoutées.</translation>
    </message>
</context>
<context>
    <name>BuildReport</name>
    <message>
        <source>Use it now</source>
        <translation>L’utiliser</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Copier la liste</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>The gallery %1 is ready</source>
        <translation>La galerie %1 est prête</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) in all</source>
        <translation>
            <numerusform>%Ln&#xa0;photo en tout</numerusform>
            <numerusform>%Ln&#xa0;photos en tout</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln&#xa0;nouvelle</numerusform>
            <numerusform>%Ln&#xa0;nouvelles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln known already</source>
        <translation>
            <numerusform>%Ln&#xa0;déjà connue</numerusform>
            <numerusform>%Ln&#xa0;déjà connues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>%Ln&#xa0;écartée</numerusform>
            <numerusform>%Ln&#xa0;écartées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more</source>
        <translation>
            <numerusform>…&#xa0;et %Ln&#xa0;autre</numerusform>
            <numerusform>…&#xa0;et %Ln&#xa0;autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out, and why</source>
        <translation>Écartées, et pourquoi</translation>
    </message>
    <message>
        <source>Worth knowing</source>
        <translation>À savoir</translation>
    </message>
</context>
<context>
    <name>ChosenPhoto</name>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Placing…</source>
        <translation>Localisation…</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Your photo</source>
        <translation>Votre photo</translation>
    </message>
    <message>
        <source>Reference photo</source>
        <translation>Photo de référence</translation>
    </message>
    <message>
        <source>Evidence for %1</source>
        <translation>Indices pour %1</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Do not show this again until the next start</source>
        <translation>Ne plus afficher jusqu’au prochain démarrage</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Copier le rapport</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Un problème est survenu</translation>
    </message>
    <message>
        <source>The program met a fault that it did not expect. Your photos are unchanged, and the answers so far are kept.</source>
        <translation>Le programme a rencontré une erreur inattendue. Vos photos sont intactes et les réponses obtenues sont conservées.</translation>
    </message>
    <message>
        <source>Go on, and try again what you did. If it keeps happening, quit and start the program again: it takes up the work where it was.</source>
        <translation>Continuez et réessayez. Si l’erreur se répète, quittez et relancez le programme&#xa0;: il reprendra le travail où il en était.</translation>
    </message>
    <message>
        <source>What can be reported</source>
        <translation>Ce qui peut être signalé</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Nothing was sent anywhere. The fault is written down in %1</source>
        <translation>Rien n’a été envoyé. L’erreur est consignée dans %1</translation>
    </message>
    <message>
        <source>Nothing was sent anywhere. The log could not be written: %1</source>
        <translation>Rien n’a été envoyé. Impossible d’écrire le journal&#xa0;: %1</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message numerus="yes">
        <source>%n fault(s) so far</source>
        <translation>
            <numerusform>%n&#xa0;erreur jusqu’ici</numerusform>
            <numerusform>%n&#xa0;erreurs jusqu’ici</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
<context>
    <name>CrashLog</name>
    <message>
        <source>The window ended unexpectedly last time; what was done is kept.</source>
        <translation>La fenêtre s’était fermée inopinément&#x202f;; le travail accompli est conservé.</translation>
    </message>
</context>
<context>
    <name>Credits</name>
    <message>
        <source>This installation lacks its file %1.</source>
        <translation>Il manque à cette installation le fichier %1.</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Réinstallez le programme.</translation>
    </message>
</context>
<context>
    <name>Disclosure</name>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>fermé</translation>
    </message>
</context>
<context>
    <name>EnginePage</name>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encodeur</translation>
    </message>
    <message>
        <source>g3 where it is installed, else starter</source>
        <translation>g3&#xa0;s’il est installé, sinon starter</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>the one that fits the encoder</source>
        <translation>celle qui convient à l’encodeur</translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation>Calculer sur</translation>
    </message>
    <message>
        <source>the fastest there is</source>
        <translation>le plus rapide disponible</translation>
    </message>
    <message>
        <source>graphics processor (NVIDIA CUDA)</source>
        <translation>processeur graphique (NVIDIA CUDA)</translation>
    </message>
    <message>
        <source>graphics processor (Apple)</source>
        <translation>processeur graphique (Apple)</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>processeur</translation>
    </message>
    <message>
        <source>An encoder turns a photo into numbers, and compares them with those of the gallery&apos;s photos. A gallery fits the encoder that made it, and no other.</source>
        <translation>Un encodeur transforme une photo en nombres et les compare à ceux des photos de la galerie. Une galerie ne convient qu’à l’encodeur qui l’a créée.</translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>Evidence</source>
        <translation>Indices</translation>
    </message>
    <message>
        <source>Drop photos anywhere in this window, or choose one.</source>
        <translation>Déposez des photos n’importe où dans cette fenêtre, ou choisissez-en une.</translation>
    </message>
    <message>
        <source>No photo chosen</source>
        <translation>Aucune photo choisie</translation>
    </message>
    <message>
        <source>There was nothing to compare the photo with.</source>
        <translation>Il n’y avait rien à quoi comparer la photo.</translation>
    </message>
    <message>
        <source>No place found</source>
        <translation>Aucun lieu trouvé</translation>
    </message>
    <message numerus="yes">
        <source>What the model said (%n)</source>
        <translation>
            <numerusform>Ce que le modèle a dit (%n)</numerusform>
            <numerusform>Ce que le modèle a dit (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Answers that do not count (%n)</source>
        <translation>
            <numerusform>Réponse non retenue (%n)</numerusform>
            <numerusform>Réponses non retenues (%n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FactChips</name>
    <message>
        <source>still being refined</source>
        <translation>affinage en cours</translation>
    </message>
    <message>
        <source>Show the evidence</source>
        <translation>Montrer les indices</translation>
    </message>
</context>
<context>
    <name>Galleries</name>
    <message>
        <source>Galleries</source>
        <translation>Galeries</translation>
    </message>
    <message>
        <source>Photos whose places are known. A new photo is compared with them.</source>
        <translation>Des photos dont le lieu est connu. Une nouvelle photo leur est comparée.</translation>
    </message>
    <message>
        <source>Build from my photos…</source>
        <translation>Créer avec mes photos…</translation>
    </message>
    <message>
        <source>or drop a folder of photos here</source>
        <translation>ou déposez ici un dossier de photos</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>inutilisable</translation>
    </message>
    <message>
        <source>◐ in work</source>
        <translation>◐ en cours</translation>
    </message>
    <message>
        <source>✕ damaged</source>
        <translation>✕ endommagée</translation>
    </message>
    <message>
        <source>✓ in use</source>
        <translation>✓ utilisée</translation>
    </message>
    <message>
        <source>◔ not finished</source>
        <translation>◔ inachevée</translation>
    </message>
    <message>
        <source>It is in work: how far it is stands below.</source>
        <translation>Travail en cours&#xa0;: l’avancement est indiqué plus bas.</translation>
    </message>
    <message numerus="yes">
        <source>A build was stopped after %Ln photo(s). It can go on from there.</source>
        <translation>
            <numerusform>La création a été arrêtée après %Ln&#xa0;photo. Elle peut reprendre là.</numerusform>
            <numerusform>La création a été arrêtée après %Ln&#xa0;photos. Elle peut reprendre là.</numerusform>
        </translation>
    </message>
    <message>
        <source>It cannot be used: the encoder that made it is not installed.</source>
        <translation>Elle est inutilisable&#xa0;: l’encodeur qui l’a créée n’est pas installé.</translation>
    </message>
    <message>
        <source>✓ Checked: every file is as it was written.</source>
        <translation>✓ Vérifiée&#xa0;: chaque fichier est tel qu’il a été écrit.</translation>
    </message>
    <message>
        <source>New photos are compared with it.</source>
        <translation>Les nouvelles photos lui sont comparées.</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Contenu</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Créée</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encodeur</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Built from</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>What is done of it is lost. The photos stay where they are.</source>
        <translation>Ce qui en est fait sera perdu. Les photos restent où elles sont.</translation>
    </message>
    <message>
        <source>The photos that it was made from stay where they are.</source>
        <translation>Les photos dont elle est faite restent où elles sont.</translation>
    </message>
    <message>
        <source>It is in use: places that were found with it stay, without the small pictures of their references. New photos are compared with another gallery that fits, or with none.</source>
        <translation>Elle est utilisée&#xa0;: les lieux trouvés avec elle restent, sans les vignettes de leurs références. Les nouvelles photos seront comparées à une autre galerie qui convient, ou à aucune.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;photo</numerusform>
            <numerusform>%Ln&#xa0;photos</numerusform>
        </translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation>fournie avec le programme</translation>
    </message>
</context>
<context>
    <name>GalleriesPage</name>
    <message>
        <source>Use this gallery</source>
        <translation>Utiliser cette galerie</translation>
    </message>
    <message>
        <source>Go on building…</source>
        <translation>Reprendre la création…</translation>
    </message>
    <message>
        <source>Check every file</source>
        <translation>Vérifier chaque fichier</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Build one from photos of your own.</source>
        <translation>Créez-en une avec vos propres photos.</translation>
    </message>
    <message>
        <source>No gallery yet</source>
        <translation>Aucune galerie</translation>
    </message>
    <message>
        <source>Remove the gallery %1?</source>
        <translation>Supprimer la galerie %1&#x202f;?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
</context>
<context>
    <name>Inquiry</name>
    <message>
        <source>The engine stopped (%1). It is being started again.</source>
        <translation>Le moteur s’est arrêté (%1). Il redémarre.</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>{} is no name of a file.</source>
        <translation>{} n’est pas un nom de fichier.</translation>
    </message>
    <message>
        <source>%1 is no name of a file.</source>
        <translation>%1 n’est pas un nom de fichier.</translation>
    </message>
    <message>
        <source>There is no photo in {} ({}).</source>
        <translation>Il n’y a pas de photo dans {} ({}).</translation>
    </message>
    <message>
        <source>The picture could not be kept.</source>
        <translation>L’image n’a pas pu être conservée.</translation>
    </message>
    <message>
        <source>This kind of picture address is not understood.</source>
        <translation>Ce genre d’adresse d’image n’est pas pris en charge.</translation>
    </message>
    <message>
        <source>The picture&apos;s address is damaged.</source>
        <translation>L’adresse de l’image est endommagée.</translation>
    </message>
    <message>
        <source>The picture could not be kept in {}: {}.</source>
        <translation>L’image n’a pas pu être conservée dans {}&#xa0;: {}.</translation>
    </message>
</context>
<context>
    <name>Invitation</name>
    <message>
        <source>Drop photos or folders anywhere in this window</source>
        <translation>Déposez des photos ou des dossiers n’importe où dans cette fenêtre</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>%1 What is done now will not be remembered.</source>
        <translation>%1 Ce que vous faites maintenant ne sera pas conservé.</translation>
    </message>
</context>
<context>
    <name>LanguagePage</name>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>comme le système</translation>
    </message>
    <message>
        <source>Names of places</source>
        <translation>Noms de lieux</translation>
    </message>
    <message>
        <source>in the language of the window</source>
        <translation>dans la langue de la fenêtre</translation>
    </message>
    <message>
        <source>English or local, as in the table of places</source>
        <translation>anglais ou locaux, comme dans la table des lieux</translation>
    </message>
    <message>
        <source>Another language of the window is used from the next start on.</source>
        <translation>Le changement de langue prend effet au prochain démarrage.</translation>
    </message>
    <message>
        <source>All countries and many large towns have a name in the language of the window; regions and other towns keep theirs. What is exported or printed by the command line has the names of the table of places.</source>
        <translation>Tous les pays et beaucoup de grandes villes ont un nom dans la langue de la fenêtre&#x202f;; les régions et les autres villes gardent le leur. Les exports et la ligne de commande emploient les noms de la table des lieux.</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>Building the gallery %1</source>
        <translation>Création de la galerie %1</translation>
    </message>
    <message>
        <source>Checking the gallery %1</source>
        <translation>Vérification de la galerie %1</translation>
    </message>
    <message>
        <source>Checking the pack %1</source>
        <translation>Vérification du pack %1</translation>
    </message>
    <message>
        <source>Importing from %1</source>
        <translation>Importation depuis %1</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>%1 photos a second</source>
        <translation>%1 photos par seconde</translation>
    </message>
    <message>
        <source>loading the encoder</source>
        <translation>chargement de l’encodeur</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>démarrage</translation>
    </message>
    <message>
        <source>reading photos</source>
        <translation>lecture des photos</translation>
    </message>
    <message>
        <source>writing the gallery</source>
        <translation>écriture de la galerie</translation>
    </message>
    <message>
        <source>reading rows and thumbnails</source>
        <translation>lecture des lignes et des vignettes</translation>
    </message>
    <message>
        <source>reading files</source>
        <translation>lecture des fichiers</translation>
    </message>
    <message>
        <source>copying files</source>
        <translation>copie des fichiers</translation>
    </message>
    <message>
        <source>converting weights</source>
        <translation>conversion des poids</translation>
    </message>
    <message>
        <source>The gallery %1 is not finished. What is done is kept for the next time.</source>
        <translation>La galerie %1 est inachevée. Ce qui est fait est gardé pour la prochaine fois.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Rien n’a été modifié.</translation>
    </message>
    <message numerus="yes">
        <source>The gallery %1 is sound: all of its %Ln photo(s).</source>
        <translation>
            <numerusform>La galerie %1 est intacte, avec sa %Ln&#xa0;photo.</numerusform>
            <numerusform>La galerie %1 est intacte, avec ses %Ln&#xa0;photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The pack %1 is sound: all of its %Ln file(s).</source>
        <translation>
            <numerusform>Le pack %1 est intact, avec son %Ln&#xa0;fichier.</numerusform>
            <numerusform>Le pack %1 est intact, avec ses %Ln&#xa0;fichiers.</numerusform>
        </translation>
    </message>
    <message>
        <source>The pack %1 is here now, and its files are sound.</source>
        <translation>Le pack %1 est importé et ses fichiers sont intacts.</translation>
    </message>
    <message numerus="yes">
        <source>The gallery %1 has %Ln photo(s):</source>
        <translation>
            <numerusform>La galerie %1 contient %Ln&#xa0;photo&#xa0;:</numerusform>
            <numerusform>La galerie %1 contient %Ln&#xa0;photos&#xa0;:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln&#xa0;nouvelle</numerusform>
            <numerusform>%Ln&#xa0;nouvelles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln known already</source>
        <translation>
            <numerusform>%Ln&#xa0;déjà connue</numerusform>
            <numerusform>%Ln&#xa0;déjà connues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>%Ln&#xa0;écartée</numerusform>
            <numerusform>%Ln&#xa0;écartées</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 est illisible&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Vérifiez ses droits d’accès.</translation>
    </message>
</context>
<context>
    <name>LibraryDialog</name>
    <message>
        <source>Galleries and packs</source>
        <translation>Galeries et packs</translation>
    </message>
    <message>
        <source>Galleries</source>
        <translation>Galeries</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Packs</translation>
    </message>
</context>
<context>
    <name>ListColumn</name>
    <message>
        <source>Filter by name or place</source>
        <translation>Filtrer par nom ou lieu</translation>
    </message>
    <message>
        <source>Filter photos</source>
        <translation>Filtrer les photos</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>No photo matches the filter.</source>
        <translation>Aucune photo ne correspond au filtre.</translation>
    </message>
    <message>
        <source>Drop photos or folders here</source>
        <translation>Déposez des photos ou des dossiers ici</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Trier</translation>
    </message>
    <message>
        <source>Order and filter the list</source>
        <translation>Trier et filtrer la liste</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Ajouter…</translation>
    </message>
    <message>
        <source>Choose photos to place</source>
        <translation>Choisir des photos à situer</translation>
    </message>
    <message>
        <source>In order of work</source>
        <translation>Par ordre de traitement</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Par nom</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>Par état</translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>Toutes les photos</translation>
    </message>
    <message>
        <source>Only those without an answer</source>
        <translation>Seulement celles sans réponse</translation>
    </message>
    <message>
        <source>Only those that are done</source>
        <translation>Seulement les terminées</translation>
    </message>
    <message>
        <source>Only those still to be done</source>
        <translation>Seulement celles à traiter</translation>
    </message>
</context>
<context>
    <name>Locator</name>
    <message>
        <source>Map of the place</source>
        <translation>Carte du lieu</translation>
    </message>
</context>
<context>
    <name>LookPage</name>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>comme le système</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>sombre</translation>
    </message>
    <message>
        <source>light</source>
        <translation>clair</translation>
    </message>
    <message>
        <source>The size of text is the system&apos;s.</source>
        <translation>La taille du texte est celle du système.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Place again</source>
        <translation>Situer à nouveau</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>Ajouter des photos…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ajouter un dossier…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Coller</translation>
    </message>
    <message>
        <source>Galleries…</source>
        <translation>Galeries…</translation>
    </message>
    <message>
        <source>Packs…</source>
        <translation>Packs…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Réglages…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>&amp;Photos</source>
        <translation>&amp;Photos</translation>
    </message>
    <message>
        <source>P&amp;lace</source>
        <translation>&amp;Lieu</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Ai&amp;de</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Confidentialité</translation>
    </message>
    <message>
        <source>About G3 Desktop</source>
        <translation>À propos de G3 Desktop</translation>
    </message>
    <message>
        <source>Place first</source>
        <translation>Situer en premier</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Tout arrêter</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtrer</translation>
    </message>
    <message>
        <source>Go to the list</source>
        <translation>Aller à la liste</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Retirer de la liste</translation>
    </message>
    <message>
        <source>Copy decimal degrees</source>
        <translation>Copier en décimal</translation>
    </message>
    <message>
        <source>Copy degrees, minutes, seconds</source>
        <translation>Copier en degrés, minutes, secondes</translation>
    </message>
    <message>
        <source>Copy plus code</source>
        <translation>Copier le plus code</translation>
    </message>
    <message>
        <source>Copy geo: link</source>
        <translation>Copier le lien geo:</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Lieu suivant</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Lieu précédent</translation>
    </message>
    <message>
        <source>Globe</source>
        <translation>Globe</translation>
    </message>
    <message>
        <source>Flat map</source>
        <translation>Carte plane</translation>
    </message>
    <message>
        <source>Fold the photos</source>
        <translation>Replier les photos</translation>
    </message>
    <message>
        <source>Fold the evidence</source>
        <translation>Replier les indices</translation>
    </message>
    <message>
        <source>Pictures on the web are not fetched: save the picture, then add it.</source>
        <translation>Les images du web ne sont pas téléchargées&#xa0;: enregistrez l’image, puis ajoutez-la.</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>Ajouter des photos</translation>
    </message>
    <message>
        <source>Photos (%1)</source>
        <translation>Photos (%1)</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ajouter un dossier</translation>
    </message>
    <message>
        <source>%1 was not opened: links are switched off in the privacy settings.</source>
        <translation>%1 n’a pas été ouvert&#xa0;: les liens sont désactivés dans les réglages de confidentialité.</translation>
    </message>
</context>
<context>
    <name>Map</name>
    <message>
        <source>What the map shows</source>
        <translation>Ce que la carte montre</translation>
    </message>
    <message>
        <source>Globe</source>
        <translation>Globe</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>Plane</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Densité</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Références</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>Rapprocher</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>Éloigner</translation>
    </message>
    <message>
        <source>All places</source>
        <translation>Tous les lieux</translation>
    </message>
    <message>
        <source>Ranked places</source>
        <translation>Lieux classés</translation>
    </message>
    <message>
        <source>ranked place</source>
        <translation>lieu classé</translation>
    </message>
    <message>
        <source>reference photo</source>
        <translation>photo de référence</translation>
    </message>
    <message>
        <source>model&apos;s answer</source>
        <translation>réponse du modèle</translation>
    </message>
    <message>
        <source>camera&apos;s position</source>
        <translation>position de l’appareil</translation>
    </message>
    <message>
        <source>What the marks mean</source>
        <translation>Signification des symboles</translation>
    </message>
    <message>
        <source>Densest areas that hold</source>
        <translation>Zones les plus denses contenant</translation>
    </message>
    <message>
        <source>half of the evidence</source>
        <translation>la moitié des indices</translation>
    </message>
    <message>
        <source>four fifths of it</source>
        <translation>les quatre cinquièmes</translation>
    </message>
    <message>
        <source>95 % of it</source>
        <translation>95&#xa0;%</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>Au démarrage</translation>
    </message>
    <message>
        <source>globe</source>
        <translation>globe</translation>
    </message>
    <message>
        <source>flat map</source>
        <translation>carte plane</translation>
    </message>
    <message>
        <source>Drawn with</source>
        <translation>Rendu</translation>
    </message>
    <message>
        <source>WebGL where there is some</source>
        <translation>WebGL si disponible</translation>
    </message>
    <message>
        <source>the simple map, for machines without a graphics processor</source>
        <translation>la carte simple, pour les ordinateurs sans processeur graphique</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Réduire les animations</translation>
    </message>
    <message>
        <source>The map jumps to a place instead of gliding there.</source>
        <translation>La carte saute à un lieu au lieu d’y glisser.</translation>
    </message>
    <message>
        <source>Layers at the start</source>
        <translation>Couches au démarrage</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Densité</translation>
    </message>
    <message>
        <source>Reference photos</source>
        <translation>Photos de référence</translation>
    </message>
    <message>
        <source>Answers of the language model</source>
        <translation>Réponses du modèle de langage</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>File with streets</source>
        <translation>Fichier de rues</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Choose a file with streets</source>
        <translation>Choisir un fichier de rues</translation>
    </message>
    <message>
        <source>Streets</source>
        <translation>Rues</translation>
    </message>
    <message>
        <source>A .pmtiles file of your own is drawn under everything else. It is read from the disk; nothing is fetched.</source>
        <translation>Votre propre fichier .pmtiles est dessiné sous tout le reste. Il est lu sur le disque&#x202f;; rien n’est téléchargé.</translation>
    </message>
    <message>
        <source>Map tiles ({})</source>
        <translation>Tuiles de carte ({})</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>The map&apos;s files are missing: install the program again.</source>
        <translation>Les fichiers de la carte manquent&#xa0;: réinstallez le programme.</translation>
    </message>
    <message>
        <source>The map stopped working. Everything else goes on.</source>
        <translation>La carte ne fonctionne plus. Tout le reste continue.</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>%1 is another machine: it is not asked before you allow it.</source>
        <translation>%1 est un autre ordinateur&#xa0;: il n’est pas interrogé sans votre accord.</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>Modèle de langage</translation>
    </message>
    <message>
        <source>A language model that sees images proposes places, in addition to those of the gallery. It runs in Ollama, a program of its own.</source>
        <translation>Un modèle de langage qui voit les images propose des lieux, en plus de ceux de la galerie. Il s’exécute dans Ollama, un programme à part.</translation>
    </message>
    <message>
        <source>this machine (OLLAMA_HOST, else port 11434)</source>
        <translation>cet ordinateur (OLLAMA_HOST, sinon port 11434)</translation>
    </message>
    <message>
        <source>Address of Ollama</source>
        <translation>Adresse d’Ollama</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>the best one installed</source>
        <translation>le meilleur installé</translation>
    </message>
    <message>
        <source>Model to download</source>
        <translation>Modèle à télécharger</translation>
    </message>
    <message>
        <source>Download through Ollama</source>
        <translation>Télécharger par Ollama</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Télécharger</translation>
    </message>
    <message>
        <source>Get another model</source>
        <translation>Obtenir un autre modèle</translation>
    </message>
    <message>
        <source>Privacy…</source>
        <translation>Confidentialité…</translation>
    </message>
    <message>
        <source>Show what may use the network</source>
        <translation>Montrer ce qui peut utiliser le réseau</translation>
    </message>
    <message>
        <source>the paper&apos;s family</source>
        <translation>la famille de l’article</translation>
    </message>
    <message>
        <source>the paper&apos;s family, larger</source>
        <translation>la famille de l’article, plus grand</translation>
    </message>
    <message>
        <source>newer</source>
        <translation>plus récent</translation>
    </message>
    <message>
        <source>newer, larger</source>
        <translation>plus récent, plus grand</translation>
    </message>
    <message>
        <source>newer, for small machines</source>
        <translation>plus récent, pour les petits ordinateurs</translation>
    </message>
    <message>
        <source>for the smallest machines</source>
        <translation>pour les plus petits ordinateurs</translation>
    </message>
    <message>
        <source>Downloads use the network, and are switched off under Privacy.</source>
        <translation>Les téléchargements utilisent le réseau et sont désactivés sous Confidentialité.</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Recherche de modèles…</translation>
    </message>
    <message>
        <source>Ollama runs, and has no model that sees images.</source>
        <translation>Ollama est lancé, mais n’a pas de modèle qui voit les images.</translation>
    </message>
    <message>
        <source>Ollama runs on this machine: %1</source>
        <translation>Ollama est lancé sur cet ordinateur&#xa0;: %1</translation>
    </message>
    <message>
        <source>Ollama runs on another machine: %1</source>
        <translation>Ollama est lancé sur un autre ordinateur&#xa0;: %1</translation>
    </message>
    <message>
        <source>Stop; it goes on there next time</source>
        <translation>Arrêter&#x202f;; il reprendra là la prochaine fois</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n&#xa0;autre</numerusform>
            <numerusform>%n&#xa0;autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Packs</name>
    <message>
        <source>version %1</source>
        <translation>version %1</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>inutilisable</translation>
    </message>
    <message>
        <source>◐ in work</source>
        <translation>◐ en cours</translation>
    </message>
    <message>
        <source>✕ damaged</source>
        <translation>✕ endommagé</translation>
    </message>
    <message>
        <source>✓ in use</source>
        <translation>✓ utilisé</translation>
    </message>
    <message>
        <source>It is in work: how far it is stands below.</source>
        <translation>Travail en cours&#xa0;: l’avancement est indiqué plus bas.</translation>
    </message>
    <message>
        <source>✓ Checked: every file is as its maker described it.</source>
        <translation>✓ Vérifié&#xa0;: chaque fichier est tel que son auteur l’a décrit.</translation>
    </message>
    <message>
        <source>Photos are encoded with it.</source>
        <translation>Les photos sont encodées avec lui.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Réseau</translation>
    </message>
    <message>
        <source>Encoder id</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Its files are removed from this machine.</source>
        <translation>Ses fichiers seront supprimés de cet ordinateur.</translation>
    </message>
    <message>
        <source>Galleries that it made cannot be used until it is imported again: %1.</source>
        <translation>Les galeries qu’il a créées seront inutilisables jusqu’à ce qu’il soit réimporté&#xa0;: %1.</translation>
    </message>
    <message>
        <source>It is in use: photos are encoded with another one from now on.</source>
        <translation>Il est utilisé&#xa0;: les photos seront désormais encodées avec un autre.</translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation>fourni avec le programme</translation>
    </message>
    <message>
        <source>encoder of photos</source>
        <translation>encodeur de photos</translation>
    </message>
    <message>
        <source>%1, photos of %2 by %2 pixels</source>
        <translation>%1, photos de %2&#xa0;×&#xa0;%2&#xa0;pixels</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Packs</translation>
    </message>
    <message>
        <source>Encoders: they turn a photo into numbers that galleries are compared in.</source>
        <translation>Des encodeurs&#xa0;: ils transforment une photo en nombres, que l’on compare à ceux des galeries.</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>Importer un dossier…</translation>
    </message>
    <message>
        <source>a folder with a pack.json, or with the published g3.pth; or drop it here</source>
        <translation>un dossier avec un pack.json ou le g3.pth publié&#x202f;; ou déposez-le ici</translation>
    </message>
</context>
<context>
    <name>PacksPage</name>
    <message>
        <source>Use this encoder</source>
        <translation>Utiliser cet encodeur</translation>
    </message>
    <message>
        <source>Check every file</source>
        <translation>Vérifier chaque fichier</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Fiche du modèle</translation>
    </message>
    <message>
        <source>Folder of a pack, or of g3.pth</source>
        <translation>Dossier d’un pack ou de g3.pth</translation>
    </message>
    <message>
        <source>Import the folder of one.</source>
        <translation>Importez le dossier d’un pack.</translation>
    </message>
    <message>
        <source>No pack yet</source>
        <translation>Aucun pack</translation>
    </message>
    <message>
        <source>Remove the pack %1?</source>
        <translation>Supprimer le pack %1&#x202f;?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
</context>
<context>
    <name>PathEdit</name>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Choisir&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>PhotoList</name>
    <message>
        <source>no place found</source>
        <translation>aucun lieu trouvé</translation>
    </message>
    <message>
        <source>not sure: %1 places</source>
        <translation>incertain&#xa0;: %1 lieux</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>placing</source>
        <translation>localisation</translation>
    </message>
    <message>
        <source>done</source>
        <translation>terminée</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>échec</translation>
    </message>
</context>
<context>
    <name>PhotoStateView</name>
    <message>
        <source>Your photo</source>
        <translation>Votre photo</translation>
    </message>
    <message>
        <source>What to try</source>
        <translation>Que faire</translation>
    </message>
    <message>
        <source>Place again</source>
        <translation>Situer à nouveau</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Montrer dans le dossier</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Pas de réponse</translation>
    </message>
    <message>
        <source>Mend what is said above, then place it again; or look at the file itself.</source>
        <translation>Corrigez ce qui est indiqué ci-dessus, puis situez-la à nouveau&#x202f;; ou regardez le fichier lui-même.</translation>
    </message>
    <message>
        <source>The file %1</source>
        <translation>Le fichier %1</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Wheel, + and - zoom; dragging and arrow keys move; 0 and a double click show all.</source>
        <translation>Zoom&#xa0;: molette, + et -&#x202f;; déplacement&#xa0;: glisser ou touches fléchées&#x202f;; tout afficher&#xa0;: 0 ou double clic.</translation>
    </message>
</context>
<context>
    <name>PlaceList</name>
    <message>
        <source>Ranked places</source>
        <translation>Lieux classés</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Verification cosine %1. The bar lies between the worst and the best candidate; it is no probability.</source>
        <translation>Cosinus de vérification %1. La barre va du pire au meilleur candidat&#x202f;; ce n’est pas une probabilité.</translation>
    </message>
    <message>
        <source>%1: how far the farthest reference photo lies from it.</source>
        <translation>%1&#xa0;: distance de la photo de référence la plus éloignée.</translation>
    </message>
    <message>
        <source>It is no candidate any more.</source>
        <translation>Ce n’est plus un candidat.</translation>
    </message>
    <message>
        <source>verification cosine %1</source>
        <translation>cosinus de vérification %1</translation>
    </message>
    <message>
        <source>spread %1</source>
        <translation>étendue %1</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Privacy</source>
        <translation>Confidentialité</translation>
    </message>
    <message>
        <source>Photos, answers and the map stay on this machine. Only what is switched on here uses a network.</source>
        <translation>Les photos, les réponses et la carte restent sur cet ordinateur. Seul ce qui est activé ici utilise un réseau.</translation>
    </message>
    <message>
        <source>Photos may be sent to a language model on another machine</source>
        <translation>Envoyer des photos à un modèle de langage sur un autre ordinateur</translation>
    </message>
    <message>
        <source>Each photo that is placed, without its metadata, and positions of gallery photos would go to the Ollama server that you name, or through it to the servers of a cloud model.</source>
        <translation>Chaque photo à situer, sans ses métadonnées, et les positions de photos de la galerie iraient au serveur Ollama que vous indiquez ou, par lui, aux serveurs d’un modèle en ligne.</translation>
    </message>
    <message>
        <source>Language models may be downloaded</source>
        <translation>Télécharger des modèles de langage</translation>
    </message>
    <message>
        <source>Ollama would tell its library on the internet which model you want, whenever you press the button that downloads one; no photo goes there.</source>
        <translation>Ollama indiquerait à sa bibliothèque sur internet quel modèle vous voulez, chaque fois que vous en téléchargez un&#x202f;; aucune photo n’y est envoyée.</translation>
    </message>
    <message>
        <source>Links may be opened in the browser</source>
        <translation>Ouvrir des liens dans le navigateur</translation>
    </message>
    <message>
        <source>A click on a link, and nothing else, would hand its address to the browser: the page of a reference photo, or a map on the internet with the position of a place.</source>
        <translation>Un clic sur un lien, et rien d’autre, transmettrait son adresse au navigateur&#xa0;: la page d’une photo de référence, ou une carte sur internet avec la position d’un lieu.</translation>
    </message>
    <message>
        <source>Kept on this machine</source>
        <translation>Conservé sur cet ordinateur</translation>
    </message>
    <message>
        <source>List of photos, their places and the window&apos;s layout</source>
        <translation>Liste des photos, leurs lieux et la disposition de la fenêtre</translation>
    </message>
    <message>
        <source>Pictures that were pasted, or dropped from a browser</source>
        <translation>Images collées, ou déposées depuis un navigateur</translation>
    </message>
    <message>
        <source>Galleries that you built, with small pictures</source>
        <translation>Galeries que vous avez créées, avec leurs vignettes</translation>
    </message>
    <message>
        <source>Results of computations that can be made again</source>
        <translation>Résultats de calculs qui peuvent être refaits</translation>
    </message>
    <message>
        <source>What the engine reported, with names of files</source>
        <translation>Messages du moteur, avec des noms de fichiers</translation>
    </message>
    <message>
        <source>These settings</source>
        <translation>Ces réglages</translation>
    </message>
    <message>
        <source>Your photos stay where they are: the list holds their paths, and no copies.</source>
        <translation>Vos photos restent où elles sont&#xa0;: la liste contient leurs chemins, pas de copies.</translation>
    </message>
</context>
<context>
    <name>Reference</name>
    <message>
        <source>Row %1</source>
        <translation>Ligne %1</translation>
    </message>
    <message>
        <source>similarity %1</source>
        <translation>similarité %1</translation>
    </message>
    <message>
        <source>%1 from the place</source>
        <translation>à %1 du lieu</translation>
    </message>
    <message>
        <source>Reference %1 of %2</source>
        <translation>Référence %1 sur %2</translation>
    </message>
    <message>
        <source>The gallery keeps no picture of it.</source>
        <translation>La galerie n’en conserve pas d’image.</translation>
    </message>
    <message>
        <source>Its picture cannot be read.</source>
        <translation>Son image est illisible.</translation>
    </message>
    <message>
        <source>No reference photo was taken near it.</source>
        <translation>Aucune photo de référence n’a été prise à proximité.</translation>
    </message>
</context>
<context>
    <name>ReferenceStrip</name>
    <message>
        <source>Reference photos</source>
        <translation>Photos de référence</translation>
    </message>
</context>
<context>
    <name>Replies</name>
    <message>
        <source>Reasons</source>
        <translation>Raisons</translation>
    </message>
    <message>
        <source>(nothing came)</source>
        <translation>(réponse vide)</translation>
    </message>
    <message>
        <source>Asked without references</source>
        <translation>Question sans référence</translation>
    </message>
    <message numerus="yes">
        <source>Asked with %n reference(s)</source>
        <translation>
            <numerusform>Question avec %n&#xa0;référence</numerusform>
            <numerusform>Question avec %n&#xa0;références</numerusform>
        </translation>
    </message>
    <message>
        <source>Reply %1, seed %2</source>
        <translation>Réponse %1, graine %2</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>cancelled</source>
        <translation>annulée</translation>
    </message>
    <message>
        <source>Adding photos was stopped; none of them is in the list.</source>
        <translation>L’ajout de photos a été arrêté&#x202f;; aucune n’est dans la liste.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>Sur la carte</translation>
    </message>
    <message>
        <source>In the list of photos</source>
        <translation>Dans la liste des photos</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Lieu suivant</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Lieu précédent</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Zoom avant</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Zoom arrière</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Tout afficher</translation>
    </message>
    <message>
        <source>Choose no place</source>
        <translation>Ne choisir aucun lieu</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>Photo suivante</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>Photo précédente</translation>
    </message>
    <message>
        <source>First photo</source>
        <translation>Première photo</translation>
    </message>
    <message>
        <source>Last photo</source>
        <translation>Dernière photo</translation>
    </message>
    <message>
        <source>Select more photos</source>
        <translation>Étendre la sélection</translation>
    </message>
    <message>
        <source>Select all photos</source>
        <translation>Sélectionner toutes les photos</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>No action or key has this in its name.</source>
        <translation>Aucune action ni touche de ce nom.</translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation>Chercher une action ou une touche</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 ou %2</translation>
    </message>
</context>
<context>
    <name>SmallMap</name>
    <message>
        <source>The small map&apos;s file %1 cannot be read: %2.</source>
        <translation>Le fichier de la petite carte %1 est illisible&#xa0;: %2.</translation>
    </message>
    <message>
        <source>It came with the program: install it again.</source>
        <translation>Il est fourni avec le programme&#xa0;: réinstallez-le.</translation>
    </message>
</context>
<context>
    <name>SourceLink</name>
    <message>
        <source>Source: %1</source>
        <translation>Source&#xa0;: %1</translation>
    </message>
    <message>
        <source>Opens in the browser.</source>
        <translation>S’ouvre dans le navigateur.</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>starting</source>
        <translation>démarrage</translation>
    </message>
    <message>
        <source>encoding positions</source>
        <translation>encodage des positions</translation>
    </message>
    <message>
        <source>loading gallery and places</source>
        <translation>chargement de la galerie et des lieux</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>lecture</translation>
    </message>
    <message>
        <source>aligning</source>
        <translation>alignement</translation>
    </message>
    <message>
        <source>comparing</source>
        <translation>comparaison</translation>
    </message>
    <message>
        <source>asking %1</source>
        <translation>question à %1</translation>
    </message>
    <message>
        <source>loading encoder %1</source>
        <translation>chargement de l’encodeur %1</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Tout arrêter</translation>
    </message>
    <message>
        <source>photos go to %1</source>
        <translation>photos envoyées à %1</translation>
    </message>
    <message>
        <source>The language model runs on another machine, as you allowed.</source>
        <translation>Le modèle de langage est sur un autre ordinateur, comme vous l’avez autorisé.</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>hors ligne</translation>
    </message>
    <message>
        <source>No request leaves this machine.</source>
        <translation>Aucune requête ne quitte cet ordinateur.</translation>
    </message>
    <message>
        <source>no language model</source>
        <translation>sans modèle de langage</translation>
    </message>
    <message>
        <source>engine starting…</source>
        <translation>démarrage du moteur…</translation>
    </message>
    <message>
        <source>engine starting again…</source>
        <translation>redémarrage du moteur…</translation>
    </message>
    <message>
        <source>no engine</source>
        <translation>pas de moteur</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prêt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;photo</numerusform>
            <numerusform>%Ln&#xa0;photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without an answer</source>
        <translation>
            <numerusform>%Ln&#xa0;sans réponse</numerusform>
            <numerusform>%Ln&#xa0;sans réponse</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>Storage</source>
        <translation>Stockage</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Packs</translation>
    </message>
    <message>
        <source>Galleries</source>
        <translation>Galeries</translation>
    </message>
    <message>
        <source>Photos and answers</source>
        <translation>Photos et réponses</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Journaux</translation>
    </message>
    <message>
        <source>measuring…</source>
        <translation>mesure…</translation>
    </message>
    <message>
        <source>Size of %1</source>
        <translation>Taille de %1</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Open folder: %1</source>
        <translation>Ouvrir le dossier&#xa0;: %1</translation>
    </message>
    <message>
        <source>where the system puts them</source>
        <translation>à l’endroit prévu par le système</translation>
    </message>
    <message>
        <source>Folder for large things</source>
        <translation>Dossier des gros fichiers</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Choose a folder for large things</source>
        <translation>Choisir un dossier pour les gros fichiers</translation>
    </message>
    <message>
        <source>Packs, galleries and cache</source>
        <translation>Packs, galeries et cache</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>G3DESKTOP_HOME says where everything lies: %1</source>
        <translation>G3DESKTOP_HOME fixe l’emplacement de tout&#xa0;: %1</translation>
    </message>
    <message>
        <source>Another folder is used from the next start on, by the window and the command line. Nothing is moved: move packs, galleries and cache there yourself while the program is closed, or it will not find them.</source>
        <translation>Le nouveau dossier sert dès le prochain démarrage, à la fenêtre et à la ligne de commande. Rien n’est déplacé&#xa0;: déplacez-y vous-même les packs, les galeries et le cache pendant que le programme est fermé, sinon il ne les trouvera pas.</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>illisible</translation>
    </message>
    <message>
        <source>not there yet</source>
        <translation>n’existe pas encore</translation>
    </message>
</context>
<context>
    <name>TimeLeft</name>
    <message>
        <source>a few seconds left</source>
        <translation>encore quelques secondes</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>encore %1&#xa0;s environ</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>encore %1&#xa0;min environ</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>encore %1&#xa0;h environ</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Encoder</source>
        <translation>Encodeur</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>Modèle de langage</translation>
    </message>
    <message>
        <source>Where was this photo taken?</source>
        <translation>Où cette photo a-t-elle été prise&#x202f;?</translation>
    </message>
    <message>
        <source>Give the program a photo: it ranks the places that fit, and shows what speaks for each, so that you can check it.</source>
        <translation>Donnez une photo au programme&#xa0;: il classe les lieux qui conviennent et montre ce qui plaide pour chacun, pour que vous puissiez vérifier.</translation>
    </message>
    <message>
        <source>It does not claim more than it knows: where the evidence points to several places, you see several.</source>
        <translation>Il n’affirme pas plus qu’il ne sait&#xa0;: si les indices mènent à plusieurs lieux, vous en voyez plusieurs.</translation>
    </message>
    <message>
        <source>What it works with</source>
        <translation>Ce qu’il utilise</translation>
    </message>
    <message>
        <source>Choose photos…</source>
        <translation>Choisir des photos…</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>Ouvrir un dossier…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Changer…</translation>
    </message>
    <message>
        <source>Manage…</source>
        <translation>Gérer…</translation>
    </message>
    <message>
        <source>Not known without an engine.</source>
        <translation>Inconnu sans moteur.</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Préparation…</translation>
    </message>
    <message>
        <source>%1, computed on %2</source>
        <translation>%1, calculé sur %2</translation>
    </message>
    <message>
        <source>Small: good for a first look, not for proof.</source>
        <translation>Petit&#xa0;: bien pour un premier aperçu, pas comme preuve.</translation>
    </message>
    <message>
        <source>None fits this encoder.</source>
        <translation>Aucune ne convient à cet encodeur.</translation>
    </message>
    <message>
        <source>Build one…</source>
        <translation>En créer une…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) whose place is known</source>
        <translation>
            <numerusform>%Ln&#xa0;photo dont le lieu est connu</numerusform>
            <numerusform>%Ln&#xa0;photos dont le lieu est connu</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, on this machine</source>
        <translation>%1, sur cet ordinateur</translation>
    </message>
    <message>
        <source>%1, on another machine</source>
        <translation>%1, sur un autre ordinateur</translation>
    </message>
    <message>
        <source>None, as the settings say.</source>
        <translation>Aucun, selon les réglages.</translation>
    </message>
    <message>
        <source>None. %1.</source>
        <translation>Aucun. %1.</translation>
    </message>
    <message>
        <source>It is not needed; with one, more places are considered.</source>
        <translation>Il n’est pas indispensable&#x202f;; avec lui, davantage de lieux sont envisagés.</translation>
    </message>
    <message>
        <source>Get one…</source>
        <translation>En obtenir un…</translation>
    </message>
    <message>
        <source>Photos are sent to the language model at %1, as the settings allow; nothing else leaves this machine. Photos are only read, never changed.</source>
        <translation>Les photos sont envoyées au modèle de langage sur %1, comme les réglages l’autorisent&#x202f;; rien d’autre ne quitte cet ordinateur. Les photos sont seulement lues, jamais modifiées.</translation>
    </message>
    <message>
        <source>Nothing leaves this machine. Photos are only read, never changed.</source>
        <translation>Rien ne quitte cet ordinateur. Les photos sont seulement lues, jamais modifiées.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>under %1 mi</source>
        <translation>moins de %1&#xa0;mi</translation>
    </message>
    <message>
        <source>under %1 km</source>
        <translation>moins de %1&#xa0;km</translation>
    </message>
    <message>
        <source>%1 mi</source>
        <translation>%1&#xa0;mi</translation>
    </message>
    <message>
        <source>%1 km</source>
        <translation>%1&#xa0;km</translation>
    </message>
</context>
<context>
    <name>WorkStrip</name>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>It failed</source>
        <translation>Échec</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Arrêté</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Masquer</translation>
    </message>
</context>
<context>
    <name>ZoomButtons</name>
    <message>
        <source>Zoom out</source>
        <translation>Zoom arrière</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Zoom avant</translation>
    </message>
    <message>
        <source>Show all of both pictures</source>
        <translation>Afficher les deux images en entier</translation>
    </message>
</context>
</TS>
